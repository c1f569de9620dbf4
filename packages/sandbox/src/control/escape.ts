const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it can stand in HTML, in an element or in an attribute. */
export const escape = (text: string) =>
  text.replace(/[&<>"']/g, character => ENTITIES[character]);
