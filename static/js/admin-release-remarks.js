// What is remarked of a release's texts, fetched once its form is open: the checks take longer than the form.
const place = document.getElementById("release-remarks");
const answer = await fetch(place.dataset.address).catch(() => null); // the line is down: the foot of the form says so
if (answer?.ok && !answer.redirected) place.innerHTML = await answer.text();
