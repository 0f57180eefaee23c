// The first page in the language of the browser, until a reader chooses another.
(() => {
  const link = document.querySelector("a.tongue");
  if (!link) return;
  let chosen = null;
  try { chosen = localStorage.getItem("kg-language"); } catch (error) { return; }
  link.addEventListener("click", () => { try { localStorage.setItem("kg-language", link.hreflang.slice(0, 2)); } catch (error) { /* nothing is kept */ } });
  const wanted = chosen || (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2)).find((tag) => tag === "zh" || tag === "en");
  if (wanted && wanted !== document.documentElement.lang.slice(0, 2)) location.replace(link.href);
})();
