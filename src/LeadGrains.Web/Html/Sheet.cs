using System.Security.Cryptography;
using System.Text;

namespace LeadGrains.Web;

/// <summary>
/// The look of all pages without an account: one column, large enough for thumbs, light and dark. It stands in the page
/// itself and is allowed by its hash, so that nothing is fetched from anywhere.
/// </summary>
internal static class Sheet
{
    public const string Css = """
        :root { color-scheme: light dark; --ink: #23303a; --soft: #5a6771; --page: #eef1f3; --card: #fff; --line: #c6ced4; --accent: #0b5c8a; --on: #fff; --bad: #a3262a }
        @media (prefers-color-scheme: dark) { :root { --ink: #e3e7ea; --soft: #a3aeb7; --page: #15191d; --card: #1e242a; --line: #4a565f; --accent: #8fc8ee; --on: #10222e; --bad: #f2a6a8 } }
        * { box-sizing: border-box }
        body { margin: 0; padding: 24px 12px; background: var(--page); color: var(--ink); font: 16px/1.6 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere }
        main { max-width: 560px; margin: 0 auto; padding: 28px 24px; background: var(--card); border: 1px solid var(--line); border-radius: 10px }
        footer { max-width: 560px; margin: 12px auto 0; padding: 0 24px; color: var(--soft); font-size: 14px }
        h1 { margin: 0 0 12px; font-size: 24px; line-height: 1.3 }
        h2 { margin: 28px 0 8px; font-size: 18px }
        p { margin: 0 0 14px }
        a { color: var(--accent) }
        fieldset { margin: 0 0 20px; padding: 12px 16px; border: 1px solid var(--line); border-radius: 8px; min-width: 0 }
        legend { padding: 0 6px; font-weight: 600 }
        label { display: flex; gap: 10px; align-items: center; min-height: 44px }
        label.field { display: block; margin-bottom: 14px }
        input[type=checkbox], input[type=radio] { flex: none; width: 20px; height: 20px; accent-color: var(--accent) }
        select, input[type=date], input[type=email], input[type=text] { display: block; width: 100%; min-height: 44px; padding: 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--card); color: inherit; font: inherit }
        button, a.button { display: block; width: 100%; min-height: 44px; margin: 0 0 12px; padding: 10px 18px; border: 1px solid var(--accent); border-radius: 6px; background: var(--accent); color: var(--on); font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer }
        button.quiet { background: none; color: var(--accent) }
        :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
        .note { padding: 10px 14px; border-left: 4px solid var(--accent); background: var(--page) }
        .bad { border-color: var(--bad); color: var(--bad) }
        .soft { color: var(--soft) }
        dl { margin: 0 0 14px }
        dt { color: var(--soft); font-size: 14px }
        dd { margin: 0 0 8px }
        """;

    /// <summary>The hash by which a page's policy allows a part of it (CSP 3 §8.3).</summary>
    public static string Allow(string inline) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(inline)))}'";
}
