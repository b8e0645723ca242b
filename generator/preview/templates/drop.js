// Lets files and folders be dropped on the place where they are chosen. What is dropped beside it opens nothing.
(() => {
  const zones = [...document.querySelectorAll("[data-drop]")];
  for (const said of document.querySelectorAll("[data-hint]")) said.textContent = said.dataset.hint;
  const brings = event => event.dataTransfer?.types.includes("Files");

  // A folder's files carry the way to them in their names, as the browser writes them where a folder is chosen.
  const read = reader => new Promise((done, fail) => reader.readEntries(done, fail));
  const files = async (entry, way) => {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      return [way ? new File([file], way + file.name, {type: file.type, lastModified: file.lastModified}) : file];
    }
    const reader = entry.createReader(), found = [];
    for (let some = await read(reader); some.length; some = await read(reader)) found.push(...some);
    return (await Promise.all(found.map(one => files(one, `${way}${entry.name}/`)))).flat();
  };
  const drop = async (zone, transfer) => {
    const input = zone.querySelector("input[type=file]"), said = zone.querySelector("[data-dropped]");
    const entries = [...transfer.items].map(item => item.webkitGetAsEntry()).filter(Boolean);
    const chosen = new DataTransfer(), plain = entries.length ? [] : [...transfer.files];
    try {
      const found = (await Promise.all(entries.map(entry => files(entry, "")))).flat();
      for (const file of [...plain, ...found]) chosen.items.add(file);
    } catch {
      said.textContent = "This could not be read. Choose it by the buttons instead.";
      return;
    }
    for (const other of zone.querySelectorAll("input[type=file]")) other.value = "";
    input.files = chosen.files;
    input.dispatchEvent(new Event("change", {bubbles: true}));
    const names = chosen.files.length === 1 ? chosen.files[0].name : `${chosen.files.length} files`;
    said.textContent = `${names}. ${said.dataset.dropped}`;
  };

  for (const type of ["dragover", "drop"]) {
    addEventListener(type, event => {
      if (!brings(event)) return;
      const zone = zones.find(one => one.contains(event.target));
      event.preventDefault();
      zones.forEach(one => one.classList.toggle("over", type === "dragover" && one === zone));
      if (!zone) event.dataTransfer.dropEffect = "none";
      else if (type === "drop") drop(zone, event.dataTransfer);
    });
  }
  addEventListener("dragleave", event => {
    if (!event.relatedTarget) zones.forEach(one => one.classList.remove("over"));
  });
})();
