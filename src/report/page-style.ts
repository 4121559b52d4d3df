/** The style of the HTML page; colours have a contrast of at least 4.5 to 1 on both grounds (WCAG 2.2, 1.4.3). */
export const STYLE = `
:root{color-scheme:light dark;--fg:#1b1f24;--soft:#57606a;--bg:#fff;--panel:#f6f8fa;--line:#d0d7de;--good:#116329;--warn:#7d4e00;--bad:#a40e26;--link:#0550ae}
@media(prefers-color-scheme:dark){:root{--fg:#e6edf3;--soft:#9ba7b4;--bg:#0d1117;--panel:#161b22;--line:#30363d;--good:#56d364;--warn:#e3b341;--bad:#ff7b72;--link:#79c0ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:80rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.2;letter-spacing:-.01em;margin:0 0 .5rem;text-wrap:balance}
h2{font-size:1.125rem;margin:2.5rem 0 .5rem}
p{margin:.25rem 0;max-width:75ch}
.soft{color:var(--soft)}
.gate{margin:1.25rem 0 0;padding:.5rem 1rem;border-left:.25rem solid currentcolor;background:var(--panel)}
.gate ul{margin:.25rem 0;padding:0;list-style:none}
.notice{margin:.5rem 0;padding:.5rem 1rem;border-left:.25rem solid var(--line);background:var(--panel)}
.pass{color:var(--good)}.warn{color:var(--warn)}.fail{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.5rem 0;padding:0}
.tiles div{border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
.tiles dt{color:var(--soft);font-size:.85rem}
.tiles dd{margin:0;font-size:clamp(1.15rem,4.5vw,1.5rem);overflow-wrap:anywhere;font-weight:600;font-variant-numeric:tabular-nums}
.tiles small{display:block;font-size:.8rem;font-weight:400;line-height:1.35;color:var(--soft)}
.scroll{overflow-x:auto;margin-top:.5rem;border:1px solid var(--line);border-radius:.5rem}
.scroll:focus-visible{outline:2px solid var(--link)}
table{border-collapse:collapse;width:100%;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem;border-bottom:1px solid var(--line);white-space:nowrap}
tr:last-child td{border-bottom:0}
th{background:var(--panel);font-weight:600}
.n{text-align:right;font-variant-numeric:tabular-nums}
.t{min-width:18rem;white-space:normal}
.r{min-width:13rem;white-space:normal}
code{font:.8125rem/1.45 ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
.sev{font-weight:600}
.critical,.high{color:var(--bad)}.medium{color:var(--warn)}.low,.info{color:var(--soft)}
details{margin-top:.5rem}
summary{cursor:pointer;color:var(--link)}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
@media print{.scroll{overflow:visible;border:0}tr{break-inside:avoid}}
`.trim();
