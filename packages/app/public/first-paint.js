/*
 * Runs before anything is drawn, so that a dark or a Chinese page never shows
 * light or English for a moment. A file of its own, since the portal's content
 * security policy refuses inline scripts.
 */
(function firstPaint() {
  var root = document.documentElement;
  var chosen = null;
  var language = null;
  try {
    chosen = localStorage.getItem('theme');
    language = localStorage.getItem('language');
  } catch (e) {
    // Storage can be switched off; the system's choice is as good.
  }
  var dark =
    chosen === 'dark' ||
    (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-theme-mode', dark ? 'dark' : 'light');
  if (!language) {
    language = /^zh\b/i.test(navigator.language) ? 'zh' : 'en';
  }
  root.lang = language === 'zh' ? 'zh-CN' : language;
})();
