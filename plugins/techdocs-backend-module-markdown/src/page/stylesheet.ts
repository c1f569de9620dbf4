import { createHash } from 'node:crypto';

// The reader appends its own rules and sets positions inline, hence the !important on layout. Custom properties of the
// portal's theme reach into the reader's shadow tree, so both themes follow.
const CSS = `
:host{--d-fg:var(--tl-fg,#14171c);--d-fg2:var(--tl-fg2,#525a66);--d-line:var(--tl-line,#e2e5ea);--d-s1:var(--tl-s1,#fff);--d-s2:var(--tl-s2,#f3f4f7);--d-link:var(--tl-link,#1b58a8);--md-default-fg-color:var(--d-fg);--md-default-fg-color--light:var(--d-fg2);--md-default-bg-color:var(--d-s1);--md-typeset-a-color:var(--d-link);--md-typeset-table-color:var(--d-line);--md-typeset-font-size:15px}
.md-main__inner{display:grid;grid-template-columns:232px minmax(0,1fr) 208px;grid-template-areas:"nav body toc";gap:0 40px;max-width:1320px!important;margin:0!important;padding:8px 0 48px}
.md-sidebar{position:sticky!important;top:16px!important;bottom:auto!important;left:auto!important;right:auto!important;height:auto!important;max-height:calc(100vh - 48px);width:auto!important;overflow:auto;align-self:start;padding:0!important;opacity:1!important}
.md-sidebar .md-sidebar__scrollwrap{width:auto!important;height:auto!important}
.md-sidebar--primary{grid-area:nav}.md-sidebar--secondary{grid-area:toc}
.md-content{grid-area:body;max-width:none!important;margin:0!important;min-width:0}
.md-content__inner{max-width:76ch;overflow-wrap:break-word}
.md-nav{font-size:13.5px!important;line-height:20px}
.md-nav__list{list-style:none;margin:0;padding:0}
.md-nav__heading,.tl-nav-label{display:block;padding:6px 10px;font-size:12.5px;color:var(--d-fg2);font-weight:600}
.md-nav__section{margin-top:12px}
.md-nav__link{display:block!important;padding:5px 10px;border-radius:6px;color:var(--d-fg2);text-decoration:none}
.md-nav__link:hover{color:var(--d-fg);background:var(--d-s2)}
.md-nav__item--active>.md-nav__link{color:var(--d-fg)!important;background:var(--d-s2);font-weight:600;text-decoration:none!important}
.md-nav__link:focus-visible,.md-typeset a:focus-visible,.md-footer__link:focus-visible,.tl-nav-label:focus-visible{outline:2px solid var(--d-link);outline-offset:2px}
.tl-toc-3 .md-nav__link{padding-left:22px}
.tl-nav-toggle{position:absolute;opacity:0;pointer-events:none}
.md-typeset{font-size:15px!important;line-height:1.6;color:var(--d-fg)}
.md-typeset h1{font-size:28px!important;line-height:34px!important;font-weight:650!important;letter-spacing:-.01em;margin:0 0 16px}
.md-typeset h2{font-size:20px!important;line-height:26px!important;font-weight:650!important;margin:36px 0 12px;padding-top:16px;border-top:1px solid var(--d-line)}
.md-typeset h3{font-size:16px!important;line-height:22px!important;font-weight:650!important;margin:24px 0 8px}
.md-typeset h4{font-size:15px!important;font-weight:650!important;margin:20px 0 8px}
.md-typeset p,.md-typeset ul,.md-typeset ol{margin:0 0 14px}
.md-typeset ul,.md-typeset ol{padding-left:24px}.md-typeset li{margin:4px 0}
.md-typeset a{color:var(--d-link);text-decoration:underline;text-underline-offset:2px}
.md-typeset a.headerlink{margin-left:8px;color:var(--d-fg2);text-decoration:none;opacity:0}
.md-typeset :is(h1,h2,h3,h4):hover .headerlink,.md-typeset a.headerlink:focus{opacity:1}
.md-typeset a.broken-link{color:inherit;text-decoration:line-through}
.md-typeset img{max-width:100%;height:auto;border:1px solid var(--d-line);border-radius:8px}
.md-typeset code,.md-typeset pre{font-family:'JetBrains Mono Variable',ui-monospace,'SF Mono',Menlo,Consolas,'Noto Sans Mono CJK SC',monospace;font-size:13px}
.md-typeset :not(pre)>code{padding:1px 5px;border-radius:4px;background:var(--d-s2)}
.md-typeset pre{position:relative;margin:0 0 16px;padding:14px 48px 14px 16px;overflow:auto;border:1px solid var(--d-line);border-radius:8px;background:var(--d-s2);line-height:20px}
.md-typeset .md-clipboard{padding:4px!important;color:var(--d-fg2)!important}
.md-typeset .md-clipboard svg{width:16px;height:16px;fill:currentColor}
.md-typeset__table{overflow-x:auto;margin:0 0 16px}
.md-typeset table{border-collapse:collapse;width:100%;font-size:14px!important;line-height:20px}
.md-typeset th{text-align:left;font-weight:600!important;color:var(--d-fg2);background:var(--d-s2)}
.md-typeset th,.md-typeset td{padding:8px 12px;border-bottom:1px solid var(--d-line);vertical-align:top}
.md-typeset blockquote{margin:0 0 16px;padding:2px 16px;border-left:3px solid var(--d-line);color:var(--d-fg2)}
.md-typeset hr{border:0;border-top:1px solid var(--d-line);margin:24px 0}
.admonition{margin:0 0 16px;padding:12px 16px 2px;border:1px solid var(--d-line);border-left:4px solid var(--d-link);border-radius:8px;background:var(--d-s1)}
.admonition .admonition-title{font-weight:650;margin-bottom:6px}
.admonition.warning{border-left-color:var(--tl-caution-solid,#bf7500)}
.admonition.danger{border-left-color:var(--tl-critical-solid,#cf3340)}
.admonition.tip{border-left-color:var(--tl-positive-solid,#23884e)}
.tl-steps{display:flex;justify-content:space-between;gap:16px;max-width:76ch;margin-top:40px;padding-top:16px;border-top:1px solid var(--d-line)}
.md-footer__link{display:block;max-width:48%;width:auto!important;color:var(--d-link);text-decoration:none}
.md-footer__link--next{text-align:right}
.tl-step{display:block;font-size:12.5px;color:var(--d-fg2)}
@media screen and (min-width:1100px){.tl-nav-label{cursor:default}}
@media screen and (max-width:1099px){.md-main__inner{grid-template-columns:minmax(0,1fr);grid-template-areas:"nav" "body";gap:16px}.md-sidebar{position:static!important;max-height:none;transform:none!important}.md-sidebar--secondary{display:none}.tl-nav-label{cursor:pointer;min-height:44px;display:flex;align-items:center;justify-content:space-between;padding:0 14px;border:1px solid var(--d-line);border-radius:8px;background:var(--d-s1);color:var(--d-fg)}.tl-nav-label:after{content:'+';font-size:18px}.tl-nav-toggle:checked+.tl-nav-label:after{content:'\\2212'}.tl-nav-toggle:focus-visible+.tl-nav-label{outline:2px solid var(--d-link);outline-offset:2px}.tl-nav-toggle:not(:checked)~.md-nav{display:none}.md-nav--primary{padding:8px 0}.md-nav__link{padding:10px 14px}}
@media print{.md-sidebar,.tl-steps,.headerlink,.md-clipboard{display:none!important}.md-main__inner{display:block}}
`.trim();

/** The site's stylesheet under the name that the reader waits for: `main.<8 hex digits of its content>.min.css`. */
export function stylesheet(): { fileName: string; css: string } {
  const hash = createHash('sha256').update(CSS).digest('hex').slice(0, 8);
  return { fileName: `main.${hash}.min.css`, css: CSS };
}
