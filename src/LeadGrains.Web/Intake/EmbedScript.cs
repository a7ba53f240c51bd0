namespace LeadGrains.Web;

/// <summary>
/// The script of our forms: no cookie, nothing from anywhere else, and no value of anybody in it. Where it fails the plain
/// form is still there.
/// </summary>
internal static class EmbedScript
{
    public const string Text = """
        (function () {
          'use strict';
          var script = document.currentScript, home = script && script.src ? new URL(script.src).origin : location.origin;
          var memory = 'leadgrains:answered';
          function answered() { try { return JSON.parse(localStorage.getItem(memory)) || {}; } catch (e) { return {}; } }
          function remember(names) { try { localStorage.setItem(memory, JSON.stringify(Object.assign(answered(), names))); } catch (e) { } }
          function say(form, words) { var p = document.createElement('p'); p.setAttribute('role', 'status'); p.textContent = words; form.replaceWith(p); }
          // One question at a time; those that this browser answered before are left out.
          function steps(form) {
            var known = answered(), parts = [].slice.call(form.querySelectorAll('label.field')), button = form.querySelector('button'), at = 0;
            parts = parts.filter(function (part) {
              var field = part.querySelector('input, select'), skip = !field.required && known[field.name];
              if (skip) part.remove();
              return !skip;
            });
            var boxes = [].slice.call(form.querySelectorAll('label:not(.field)')).filter(function (box) { return !box.closest('[hidden]'); }), send = button.textContent;
            function show() {
              parts.forEach(function (part, i) { part.hidden = i !== at; part.style.display = i === at ? '' : 'none'; });
              var last = at >= parts.length - 1;
              boxes.forEach(function (box) { box.style.display = last ? '' : 'none'; });
              button.textContent = last ? send : '\u2192';
              if (at > 0) parts[at].querySelector('input, select').focus();
            }
            form.noValidate = true;
            form.addEventListener('submit', function (event) {
              event.preventDefault();
              var bad = parts.slice(0, at + 1).map(function (part) { return part.querySelector('input, select'); }).filter(function (field) { return !field.checkValidity(); })[0];
              if (bad) { bad.reportValidity(); return; }
              if (at < parts.length - 1) { at++; show(); return; }
              button.disabled = true;
              var body = new URLSearchParams(new FormData(form)), names = {};
              body.forEach(function (value, name) { if (value) names[name] = true; });
              if (!body.has('page')) body.set('page', location.href);
              if (document.referrer) body.set('referrer', document.referrer);
              fetch(form.action, { method: 'POST', body: body, headers: { Accept: 'application/json' } })
                .then(function (answer) { return answer.json().then(function (said) { if (!answer.ok) throw said; remember(names); say(form, said.message || '\u2713'); }); })
                .catch(function (problem) {
                  button.disabled = false;
                  var note = form.querySelector('[role=alert]') || form.appendChild(document.createElement('p'));
                  note.setAttribute('role', 'alert');
                  note.textContent = problem && problem.detail || 'That didn\u2019t work. Please try again.';
                });
            });
            show();
          }
          function wake(form) { form.action = new URL(form.getAttribute('action'), home).href; steps(form); }
          function start() {
            [].forEach.call(document.querySelectorAll('form[data-leadgrains]'), wake);
            [].forEach.call(document.querySelectorAll('[data-leadgrains-form]'), function (place) {
              fetch(home + '/form/' + encodeURIComponent(place.getAttribute('data-leadgrains-form')) + '?part=1').then(function (answer) {
                if (!answer.ok) throw answer;
                return answer.text();
              }).then(function (html) {
                var form = new DOMParser().parseFromString(html, 'text/html').querySelector('form');
                place.replaceChildren(form);
                wake(form);
              }).catch(function () { });
            });
          }
          if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start); else start();
        })();
        """;
}
