// What the portal does beyond plain pages: times in the reader's zone, deadlines that count down, and parts that move when
// something happens. Without it every page and every form works all the same.
(function () {
  'use strict';
  var minute = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }, day = { day: 'numeric', month: 'short', year: 'numeric' };
  var relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto' });
  // The house's clock may be another than the browser's: the page says what time it is there.
  var server = document.querySelector('meta[name=now]'), ahead = server ? new Date(server.content) - Date.now() : 0;
  function now() { return Date.now() + ahead; }
  function span(ms) {
    var m = Math.round(Math.abs(ms) / 60000), h = Math.floor(m / 60), d = Math.floor(h / 24);
    return d > 2 ? d + ' days' : h > 0 ? h + ' h ' + (m % 60) + ' min' : m + ' min';
  }
  function ago(ms) {
    var m = Math.round(ms / 60000);
    return Math.abs(m) < 60 ? relative.format(m, 'minute') : Math.abs(m) < 1440 ? relative.format(Math.round(m / 60), 'hour') : relative.format(Math.round(m / 1440), 'day');
  }
  function tell(root) {
    [].forEach.call(root.querySelectorAll('time[datetime]'), function (time) {
      var at = new Date(time.dateTime), left = at - now(), as = time.dataset.as;
      if (isNaN(at)) return;
      time.title = at.toLocaleString([], { dateStyle: 'full', timeStyle: 'long' });
      time.textContent = as === 'day' ? at.toLocaleDateString([], day) : as === 'ago' ? ago(left)
        : as === 'countdown' ? (left < 0 ? span(left) + ' late' : 'in ' + span(left)) : at.toLocaleString([], minute);
      if (as === 'countdown') { time.classList.toggle('late', left < 0); time.classList.toggle('soon', left >= 0 && left < 3600000); }
    });
  }
  tell(document);

  // An offer counts as viewed when it has been on the screen for a second; fetching the page says nothing by itself.
  function watch(root) {
    if (!window.IntersectionObserver) return;
    [].forEach.call(root.querySelectorAll('form[data-view]'), function (form) {
      var card = form.closest('.offer'), timer;
      new IntersectionObserver(function (entries, observer) {
        clearTimeout(timer);
        if (!entries[entries.length - 1].isIntersecting || document.hidden) return;
        timer = setTimeout(function () {
          observer.disconnect();
          if (form.isConnected) fetch(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)), credentials: 'same-origin', redirect: 'manual' }).catch(function () { });
        }, 1000);
      }, { threshold: 0.5 }).observe(card);
    });
  }
  watch(document);
  setInterval(function () { tell(document); }, 15000);

  // A part that the reader is typing in, or has opened, is left alone until they are done.
  function busy(part) { return part.contains(document.activeElement) && document.activeElement !== document.body || part.querySelector('details[open]'); }
  function swap(text) {
    var page = new DOMParser().parseFromString(text, 'text/html');
    [].forEach.call(document.querySelectorAll('[data-live]'), function (part) {
      var fresh = part.id && page.getElementById(part.id);
      if (!fresh || busy(part) || fresh.innerHTML === part.dataset.was) return;
      part.dataset.was = fresh.innerHTML;
      var before = {};
      [].forEach.call(part.querySelectorAll('[data-stage]'), function (n) { before[n.dataset.stage] = n.textContent; });
      part.replaceChildren.apply(part, [].slice.call(fresh.childNodes));
      [].forEach.call(part.querySelectorAll('[data-stage]'), function (n) { if (before[n.dataset.stage] !== n.textContent) n.classList.add('changed'); });
      tell(part);
      watch(part);
    });
  }
  var asked = false, again = false;
  function look() {
    if (asked) { again = true; return; }
    asked = true;
    fetch(location.pathname + location.search, { credentials: 'same-origin', redirect: 'manual', headers: { 'X-Live': '1' } })
      .then(function (answer) { if (answer.type === 'opaqueredirect' || answer.status === 401) location.reload(); return answer.ok ? answer.text() : null; })
      .then(function (text) { if (text) swap(text); }).catch(function () { })
      .then(function () { setTimeout(function () { asked = false; if (again) { again = false; look(); } }, 1000); });
  }
  if (document.querySelector('[data-live]') && window.EventSource) new EventSource('/portal/live').onmessage = look;

  // What is done in the background is looked at until it is over.
  setInterval(function () { if (document.querySelector('[data-live] [data-poll]')) look(); }, 2000);

  // Said once: going back or reloading doesn't say it again.
  if (/[?&]done=/.test(location.search)) history.replaceState(null, '', location.pathname + location.search.replace(/([?&])done=[^&]*&?/, '$1').replace(/[?&]$/, ''));
  // One tap is one command.
  document.addEventListener('submit', function (event) {
    if (event.target.dataset.sent) { event.preventDefault(); return; }
    event.target.dataset.sent = '1';
    setTimeout(function () { delete event.target.dataset.sent; }, 5000);
  });
  window.addEventListener('pageshow', function (event) { if (event.persisted) location.reload(); });
})();
