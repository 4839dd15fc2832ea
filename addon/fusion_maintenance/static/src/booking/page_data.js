function readPageData() {
  const text = document.getElementById("fm-data")?.textContent;
  return text ? JSON.parse(text) : null;
}
export {
  readPageData
};
