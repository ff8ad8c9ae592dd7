"""The one app of the Wagtail site that is measured."""
