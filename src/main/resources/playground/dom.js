/** Makes an element; texts among the children stay texts. */
export const make = (tag, className, ...children) => {
  const element = document.createElement(tag);
  element.className = className;
  element.append(...children);
  return element;
};

export const find = (selector) => document.querySelector(selector);
