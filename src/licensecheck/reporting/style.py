"""The style sheet of the HTML reports; every rule is scoped to them.

Colors are translucent tints over whatever background the host has, and text keeps the host's
color, so that the same rules are readable in a light and in a dark notebook theme. Each kind
also has its own underline and letter, so that color never carries the meaning alone.
"""

FRAGMENT_STYLE = """\
.licensecheck-report{color:inherit;line-height:1.5;max-width:72rem}
.licensecheck-report h2,.licensecheck-report h3,.licensecheck-report h4{line-height:1.25;\
margin:1.25em 0 .5em}
.licensecheck-report p.lc-verdict{margin:.5em 0;font-size:1.05em}
.licensecheck-report .lc-badge{display:inline-block;padding:.1em .7em;border-radius:1em;\
font-weight:700;color:#fff;background:#4b5563;border:1px solid rgba(255,255,255,.35)}
.licensecheck-report .lc-badge.lc-osi-compatible{background:#17692f}
.licensecheck-report .lc-badge.lc-source-available{background:#8a5a00}
.licensecheck-report .lc-badge.lc-custom{background:#b3261e}
.licensecheck-report a{color:inherit;text-decoration:underline}
.licensecheck-report a:focus-visible,.licensecheck-report .lc-scroll:focus-visible{\
outline:3px solid #3b82f6;outline-offset:2px}
.licensecheck-report .lc-scroll{overflow:auto}
.licensecheck-report table.lc-table{border-collapse:collapse;width:100%;margin:.25em 0 1em;\
font-size:.95em;table-layout:auto}
.licensecheck-report table.lc-table caption{text-align:left;padding:.25em 0;opacity:.8;\
color:inherit;caption-side:top}
.licensecheck-report table.lc-table th,.licensecheck-report table.lc-table td{\
text-align:left;vertical-align:top;padding:.4em .8em;border:0;\
border-bottom:1px solid rgba(128,128,128,.4);white-space:normal;max-width:none}
.licensecheck-report table.lc-table td.lc-evidence{min-width:18rem}
.licensecheck-report table.lc-table td.lc-values{min-width:9rem}
.licensecheck-report table.lc-table td{overflow-wrap:anywhere}
.licensecheck-report table.lc-table th code,.licensecheck-report table.lc-table td.lc-place,\
.licensecheck-report table.lc-table td.lc-class{white-space:nowrap}
.licensecheck-report code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;\
font-size:.95em;color:inherit;background:rgba(128,128,128,.16);padding:.05em .3em;\
border-radius:.25em}
.licensecheck-report ul.lc-plain{list-style:none;margin:0;padding:0}
.licensecheck-report ul.lc-inline{list-style:none;margin:.25em 0 .75em;padding:0;display:flex;\
flex-wrap:wrap;gap:.3em 1.2em}
.licensecheck-report mark{color:inherit;background:rgba(128,128,128,.2);\
text-decoration-line:underline;text-decoration-thickness:2px;text-underline-offset:3px;\
scroll-margin:3em;border-radius:.15em}
.licensecheck-report mark.lc-restriction{background:rgba(225,50,50,.24);\
text-decoration-style:solid;text-decoration-color:#dc3f3f}
.licensecheck-report mark.lc-condition{background:rgba(215,150,0,.24);\
text-decoration-style:dashed;text-decoration-color:#b97f00}
.licensecheck-report mark.lc-grant{background:rgba(30,160,80,.24);\
text-decoration-style:double;text-decoration-color:#1f9a4f}
.licensecheck-report mark.lc-notice{background:rgba(60,125,225,.24);\
text-decoration-style:dotted;text-decoration-color:#3b7ddd}
.licensecheck-report mark.lc-unexplained{background:rgba(140,90,200,.24);\
text-decoration-style:wavy;text-decoration-thickness:1px;text-decoration-color:#8c5ac8}
.licensecheck-report mark.lc-overlap{outline:1px solid rgba(128,128,128,.75)}
.licensecheck-report mark:target{outline:3px solid #3b82f6}
.licensecheck-report mark[data-tag]::before{content:attr(data-tag);font:700 .7em/1 \
ui-sans-serif,system-ui,sans-serif;vertical-align:.35em;padding:.1em .3em;margin:0 .25em 0 0;\
border:1px solid currentColor;border-radius:.3em;display:inline-block;text-decoration:none}
.licensecheck-report pre.lc-text{white-space:pre-wrap;overflow-wrap:anywhere;overflow:auto;\
max-height:32rem;margin:.25em 0 1em;padding:.9em 1.1em;color:inherit;background:transparent;\
border:1px solid rgba(128,128,128,.5);border-radius:.4em;line-height:1.7;\
font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
"""

PAGE_STYLE = """\
:root{color-scheme:light dark}
body{margin:0 auto;padding:1.5rem;max-width:72rem;background:Canvas;color:CanvasText;\
font-family:ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.licensecheck-report section{border-top:2px solid rgba(128,128,128,.5);margin-top:2.5rem}
@media print{.licensecheck-report pre.lc-text{max-height:none}}
"""
