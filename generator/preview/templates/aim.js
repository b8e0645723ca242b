// Lets areas of a picture be covered up, and a point be kept in sight, by pointing at it. Both stand in the form's own
// fields as numbers, from which everything here is drawn, so that either way of writing them shows at once.
(() => {
  const form = document.getElementById("edit"), mould = document.getElementById("edit-aim");
  const within = (n, low, high) => Math.min(high, Math.max(low, Math.round(n)));
  const WIDEST = 1600, COVER = "#555555", STEPS = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]};

  const aim = (areas, sight) => {
    const box = mould.content.firstElementChild.cloneNode(true), stage = box.querySelector(".stage");
    const [whole, crop] = box.querySelectorAll("canvas"), [cover, keep, undo] = box.querySelectorAll("button");
    let source = null;
    keep.hidden = crop.parentElement.hidden = !sight;
    areas.closest(".field").before(box);

    const lines = () => areas.value.split("\n");
    const rows = () => lines().map((line, at) => [at, line.trim().split(/\s+/).map(Number)])
      .filter(([, row]) => row.length === 4 && row.every(n => n >= 0 && n <= 100));
    const point = () => {
      const found = (sight?.value.match(/\d+/g) || []).map(Number);
      return found.length === 2 && found.every(n => n <= 100) ? found : null;
    };
    // What lists keep in sight where nobody says it: of what is higher than wide, the upper third.
    const usual = () => [50, source.height > source.width ? 20 : 50];
    const write = (field, value) => {
      field.value = value;
      field.dispatchEvent(new Event("input", {bubbles: true}));
    };
    const setLine = (at, row) => {
      const written = lines();
      if (row) written[at] = row.join(" ");
      else written.splice(at, 1);
      write(areas, written.join("\n"));
    };
    const put = (at, [x, y, wide, high]) => {
      [wide, high] = [within(wide, 1, 100), within(high, 1, 100)];
      setLine(at, [within(x, 0, 100 - wide), within(y, 0, 100 - high), wide, high]);
    };
    const see = (x, y) => write(sight, `${within(x, 0, 100)} ${within(y, 0, 100)}`);
    const free = () => {
      const written = lines();
      return written.at(-1).trim() ? written.length : written.length - 1;
    };
    const hold = at => stage.querySelector(`[data-mark="${at}"]`)?.focus({preventScroll: true});

    const mark = (at, label, place) => {
      const made = document.createElement("button");
      Object.assign(made, {type: "button", className: at === "sight" ? "mark sight" : "mark"});
      Object.assign(made.dataset, {mark: at});
      made.setAttribute("aria-label", label);
      for (const [side, n] of Object.entries(place)) made.style[side] = `${n}%`;
      stage.append(made);
    };
    const paint = canvas => {
      const {width, height} = source, brush = canvas.getContext("2d");
      canvas.width = Math.min(width, WIDEST);
      canvas.height = Math.round(height * canvas.width / width);
      brush.drawImage(source, 0, 0, canvas.width, canvas.height);
      return brush;
    };
    const draw = () => {
      if (!source) return;
      const held = stage.contains(document.activeElement) ? document.activeElement.dataset.mark : null;
      for (const old of stage.querySelectorAll("button")) old.remove();
      const brush = paint(crop), now = point() || usual();
      brush.fillStyle = COVER;
      rows().forEach(([at, [x, y, wide, high]], n) => {
        const label = `Area ${n + 1}: ${x} % from the left, ${y} % from the top, ${wide} % wide, ${high} % high`;
        mark(at, label, {left: x, top: y, width: wide, height: high});
        brush.fillRect(...[x * crop.width, y * crop.height, wide * crop.width, high * crop.height].map(n => n / 100));
      });
      if (point()) mark("sight", `Kept in sight: ${now[0]} % from the left, ${now[1]} % from the top`, {left: now[0], top: now[1]});
      crop.style.objectPosition = `${now[0]}% ${now[1]}%`;
      undo.hidden = !rows().length;
      if (held) hold(held);
    };
    areas.addEventListener("input", draw);
    sight?.addEventListener("input", draw);

    const change = (at, [x, y], larger) => {
      if (at === "sight") return see(point()[0] + x, point()[1] + y);
      const row = rows().find(([one]) => String(one) === at)[1];
      put(Number(at), larger ? [row[0], row[1], row[2] + x, row[3] + y] : [row[0] + x, row[1] + y, row[2], row[3]]);
    };
    stage.addEventListener("keydown", event => {
      const {mark: at} = event.target.dataset, step = STEPS[event.key], gone = ["Delete", "Backspace"].includes(event.key);
      if (!at || !(step || gone)) return;
      event.preventDefault();
      if (step) return change(at, step, event.shiftKey);
      if (at === "sight") write(sight, "");
      else setLine(Number(at), null);
      cover.focus();
    });

    // A press is a point; a stroke is a new area; what is there is moved, or, at its lower right corner, made larger.
    stage.addEventListener("pointerdown", event => {
      if (event.button || !source) return;
      event.preventDefault();
      const frame = stage.getBoundingClientRect(), {mark: at} = event.target.dataset;
      const place = one => [(one.clientX - frame.left) / frame.width * 100, (one.clientY - frame.top) / frame.height * 100];
      const edge = event.target.getBoundingClientRect(), [x, y] = place(event), fresh = String(free());
      const larger = edge.right - event.clientX < 16 && edge.bottom - event.clientY < 16;
      const row = at && at !== "sight" ? rows().find(([one]) => String(one) === at)[1] : null;
      let stroke = false;
      if (at) hold(at);
      const move = one => {
        const [to, down] = place(one);
        stroke ||= Math.max(Math.abs(to - x), Math.abs(down - y)) > 2;
        if (!stroke) return;
        if (at === "sight") see(to, down);
        else if (row && larger) put(Number(at), [row[0], row[1], row[2] + to - x, row[3] + down - y]);
        else if (row) put(Number(at), [row[0] + to - x, row[1] + down - y, row[2], row[3]]);
        else {
          const [left, right] = [x, to].map(n => within(n, 0, 100)).sort((a, b) => a - b);
          const [top, foot] = [y, down].map(n => within(n, 0, 100)).sort((a, b) => a - b);
          put(Number(fresh), [left, top, right - left, foot - top]);
        }
      };
      const end = one => {
        removeEventListener("pointermove", move);
        removeEventListener("pointerup", end);
        removeEventListener("pointercancel", end);
        if (one.type === "pointerup" && !stroke && !at && sight) see(x, y);
        if (!at) hold(stroke ? fresh : "sight");
      };
      addEventListener("pointermove", move);
      addEventListener("pointerup", end);
      addEventListener("pointercancel", end);
    });
    cover.addEventListener("click", () => {
      const at = free();
      put(at, [40, 40, 20, 20]);
      hold(at);
    });
    keep.addEventListener("click", () => {
      if (!point()) see(...usual());
      hold("sight");
    });
    undo.addEventListener("click", () => {
      setLine(rows().at(-1)[0], null);
      cover.focus();
    });

    return found => {
      source = found;
      box.hidden = !found;
      if (!found) return;
      paint(whole);
      draw();
    };
  };

  const file = form.elements.picture, above = form.elements["image.src"];
  const chosen = aim(form.elements["picture.obscure"], form.elements["picture.focus"]);
  const state = document.getElementById("edit-picture-state");
  file.addEventListener("change", async () => {
    try {
      chosen(file.files.length ? await createImageBitmap(file.files[0]) : null);
    } catch {
      chosen(null);
      state.textContent = state.dataset.unseen;
    }
  });
  form.addEventListener("input", () => { if (!file.files.length) chosen(null); });
  if (!above || !form.elements["image.obscure"]) return;
  const there = aim(form.elements["image.obscure"], form.elements["image.focus"]);
  const fetched = () => {
    const image = new Image(), {value} = above;
    image.addEventListener("load", () => { if (above.value === value) there(image); });
    image.addEventListener("error", () => { if (above.value === value) there(null); });
    if (value) image.src = `${form.dataset.shown}&src=${encodeURIComponent(value)}`;
    else there(null);
  };
  let asked = above.value;
  form.addEventListener("input", () => {
    if (above.value === asked) return;
    asked = above.value;
    fetched();
  });
  fetched();
})();
