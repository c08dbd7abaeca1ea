/**
 * How the report looks: in the colors of VS Code's theme in its panel, in light or dark ones of its own as a file, and
 * in black on white on paper (A4).
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1c2128; --soft: #57606a; --line: #d5dae1; --tint: #f5f7f9; --link: #0a58b5;
  --fail: #b3261e; --doubt: #946000; --excepted: #6b3fa0; --none: #59636e; --pass: #176f3a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181e; --ink: #e4e8ed; --soft: #9ba6b2; --line: #333b45; --tint: #1c2129; --link: #79b8ff;
    --fail: #ff8a80; --doubt: #e8b04b; --excepted: #c9a6f5; --none: #9ba6b2; --pass: #6fd08c;
  }
}
body.vscode-light {
  --paper: var(--vscode-editor-background); --ink: var(--vscode-editor-foreground); --soft: #57606a;
  --line: #d5dae1; --tint: rgba(127, 140, 155, .09); --link: var(--vscode-textLink-foreground);
  --fail: #b3261e; --doubt: #946000; --excepted: #6b3fa0; --none: #59636e; --pass: #176f3a;
}
body.vscode-dark {
  --paper: var(--vscode-editor-background); --ink: var(--vscode-editor-foreground); --soft: #a3aebb;
  --line: rgba(140, 155, 170, .28); --tint: rgba(140, 155, 170, .08); --link: var(--vscode-textLink-foreground);
  --fail: #ff8a80; --doubt: #e8b04b; --excepted: #c9a6f5; --none: #a3aebb; --pass: #6fd08c;
}
body.vscode-high-contrast {
  --paper: var(--vscode-editor-background); --ink: var(--vscode-editor-foreground);
  --soft: var(--vscode-editor-foreground); --line: var(--vscode-contrastBorder, currentColor);
  --tint: transparent; --link: var(--vscode-textLink-foreground);
  --fail: #ff8a80; --doubt: #ffd060; --excepted: #d9bcff; --none: var(--vscode-editor-foreground); --pass: #7ee79c;
}
body.vscode-high-contrast-light { --fail: #9c1c15; --doubt: #6b4000; --excepted: #5a2d91; --none: #292929; --pass: #0f5a2c; }
* { box-sizing: border-box; }
html { font-size: 15px; }
body {
  margin: 0; padding: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 var(--vscode-font-family, system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif);
  font-size: 1rem; -webkit-font-smoothing: antialiased;
}
.page { max-width: 72rem; margin: 0 auto; padding: 3rem 2rem 4rem; }
h1 { margin: 0; font-size: 1.9rem; line-height: 1.2; font-weight: 650; letter-spacing: -.015em; text-wrap: balance; }
h2 { margin: 3rem 0 .9rem; font-size: 1.2rem; line-height: 1.3; font-weight: 650; letter-spacing: -.005em; }
h3 { margin: 1.8rem 0 .4rem; font-size: 1rem; font-weight: 650; display: flex; align-items: baseline; gap: .6rem; }
p { margin: .4rem 0; max-width: 52rem; }
a { color: inherit; text-decoration-color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
.eyebrow { margin: 0 0 .5rem; color: var(--soft); font-size: .85rem; }
.lead { margin: .8rem 0 0; color: var(--soft); }
.soft { color: var(--soft); }
.count { color: var(--soft); font-weight: 400; font-variant-numeric: tabular-nums; }
code { font: .84em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; background: none; color: inherit; padding: 0; }
.tiles { display: grid; grid-template-columns: repeat(5, 1fr); gap: 0; margin: 2rem 0 0; padding: 0; list-style: none; border: 1px solid var(--line); border-radius: .6rem; overflow: hidden; }
.tiles li { padding: .9rem 1.1rem 1rem; border-left: 1px solid var(--line); }
.tiles li:first-child { border-left: 0; }
.tiles b { display: block; font-size: 2rem; line-height: 1.15; font-weight: 600; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.tiles .zero b { color: var(--soft); font-weight: 400; }
.mark { display: inline-flex; align-items: center; gap: .45rem; white-space: nowrap; }
.mark::before, .legend i { content: ""; flex: none; width: .62rem; height: .62rem; border-radius: 2px; background: var(--mark); border: 1px solid var(--mark); }
.v-fail, .s-off { --mark: var(--fail); } .v-not-verified, .s-unknown { --mark: var(--doubt); } .v-excepted { --mark: var(--excepted); }
.v-not-applicable, .s-unsupported { --mark: var(--none); } .v-pass, .s-on { --mark: var(--pass); }
.s-partial { --mark: color-mix(in srgb, var(--fail) 60%, var(--paper)); } .s-stale { --mark: color-mix(in srgb, var(--doubt) 50%, var(--paper)); }
.s-awaited { --mark: color-mix(in srgb, var(--pass) 50%, var(--paper)); }
.v-not-applicable::before, .legend .s-unsupported { background: transparent; }
.tiles .v-fail b, .tiles .v-not-verified b, .tiles .v-pass b, .tiles .v-excepted b { color: var(--mark); }
.tiles .zero b { color: var(--soft); }
.note { margin: 1.5rem 0 0; padding: .9rem 1.1rem; border: 1px solid var(--line); border-left: 4px solid var(--mark); border-radius: .4rem; background: var(--tint); }
.note p:first-child { margin-top: 0; } .note p:last-child { margin-bottom: 0; }
.accounts { display: grid; gap: 1.3rem; margin: 0; padding: 0; list-style: none; }
.accounts > li { break-inside: avoid; }
.account { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .1rem 1.5rem; }
.account strong { font-weight: 650; }
.bar { display: block; width: 100%; height: .8rem; margin: .35rem 0 .4rem; border-radius: 3px; }
.bar rect, .trend rect { fill: var(--mark); } .bar .s-unsupported { fill: color-mix(in srgb, var(--none) 38%, var(--paper)); }
.legend { display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; margin: 0; padding: 0; list-style: none; font-size: .9rem; }
.legend li { display: inline-flex; align-items: center; gap: .45rem; } .legend b { font-variant-numeric: tabular-nums; font-weight: 650; }
.trend { display: block; width: 100%; height: 6rem; border-bottom: 1px solid var(--line); }
.ends { display: flex; justify-content: space-between; font-size: .85rem; color: var(--soft); margin: .25rem 0 .6rem; max-width: none; }
table { width: 100%; margin-top: .8rem; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .55rem .9rem .55rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th:last-child, td:last-child { padding-right: 0; }
thead th { padding-top: 0; color: var(--soft); font-weight: 500; font-size: .85rem; border-bottom-color: var(--soft); overflow-wrap: normal; }
tbody th { font-weight: 400; }
tr { break-inside: avoid; }
tr:has(+ tr > td:first-child:empty) > td { border-bottom-color: transparent; padding-bottom: 0; }
.name { font-weight: 600; } .under { display: block; color: var(--soft); font-size: .92em; } code.under { font-size: .84em; }
.instances { table-layout: fixed; } .instances th:nth-child(1) { width: 27%; } .instances th:nth-child(2) { width: 16%; } .instances th:nth-child(4) { width: 26%; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .35rem 1.5rem; margin: 0; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
footer { margin-top: 3rem; padding-top: 1.2rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
@media (max-width: 44rem) {
  .page { padding: 1.5rem 1rem 3rem; } .tiles { grid-template-columns: repeat(2, 1fr); } .tiles li { border: 0; border-bottom: 1px solid var(--line); }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: .5rem; }
}
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  html { font-size: 9.6pt; }
  body, body.vscode-dark, body.vscode-light, body.vscode-high-contrast {
    color-scheme: light; --paper: #fff; --ink: #111; --soft: #4a4f55; --line: #c9ced4; --tint: #f6f7f8; --link: #111;
    --fail: #b3261e; --doubt: #946000; --excepted: #6b3fa0; --none: #59636e; --pass: #176f3a;
    background: #fff; print-color-adjust: exact; -webkit-print-color-adjust: exact;
  }
  .page { max-width: none; padding: 0; } h2 { margin-top: 2rem; break-after: avoid; } h3, h3 + p, thead { break-after: avoid; }
  thead { display: table-header-group; } .tiles, .note, .trend { break-inside: avoid; } a { text-decoration: none; color: inherit; }
}
`;
