"use strict";
// Draws each plot from the numbers beside it: value by percentile, the percentile on a logarithmic
// scale of 1 / (1 - p), so that each further nine takes as much room as the one before.
(() => {
  const HEIGHT = 340, TOP = 10, BOTTOM = 44, RIGHT = 14;
  const NS = "http://www.w3.org/2000/svg";

  const shape = (name, attributes, text) => {
    const node = document.createElementNS(NS, name);
    for (const key in attributes) node.setAttribute(key, attributes[key]);
    if (text !== undefined) node.textContent = text;
    return node;
  };

  const time = ns => {
    const [size, unit] = ns < 1e3 ? [1, "ns"] : ns < 1e6 ? [1e3, "µs"] : ns < 1e9 ? [1e6, "ms"] : [1e9, "s"];
    const value = ns / size;
    return (value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3)) + " " + unit;
  };
  const text = (value, unit) => unit === "ns" ? time(value) : value.toLocaleString("en") + " " + unit;

  const percentile = x => {
    const nines = Math.max(0, Math.ceil(x) - 1);
    return (100 * (1 - Math.pow(10, -x))).toFixed(Math.max(1, nines)).replace(/\.?0+$/, "") + " %";
  };
  const tickName = nines => nines === 0 ? "0 %" : nines === 1 ? "90 %" : nines === 2 ? "99 %" : "99." + "9".repeat(nines - 2) + " %";

  // The values are those at the end of each step, as the histogram gives them.
  const valueAt = (points, x) => {
    for (const point of points) if (point[0] >= x - 1e-9) return point[1];
    return points[points.length - 1][1];
  };

  const steps = (low, high) => {
    const values = [];
    const wide = Math.log10(high / low) > 2.5;
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
      for (const factor of wide ? [1] : [1, 2, 5]) {
        const value = factor * Math.pow(10, power);
        if (value >= low * 0.999 && value <= high * 1.001) values.push(value);
      }
    }
    return values;
  };

  function draw(holder) {
    const plot = holder.plot, width = holder.clientWidth;
    if (!width || width === holder.drawnWidth) return;
    holder.drawnWidth = width;
    const all = plot.series.flatMap(series => series.points);
    const lastX = Math.max(1, ...all.map(point => point[0]));
    const values = all.map(point => Math.max(point[1], 1));
    const low = Math.min(...values) * 0.8, high = Math.max(...values) * 1.25;
    const left = width < 500 ? 52 : 62;
    const x = value => left + value / lastX * (width - left - RIGHT);
    const y = value => TOP + (Math.log(high) - Math.log(Math.max(value, low))) / (Math.log(high) - Math.log(low)) * (HEIGHT - TOP - BOTTOM);
    const svg = shape("svg", { viewBox: `0 0 ${width} ${HEIGHT}`, height: HEIGHT, role: "img", "aria-label": plot.title });
    for (const value of steps(low, high)) {
      svg.append(shape("line", { class: "grid", x1: left, x2: width - RIGHT, y1: y(value), y2: y(value) }));
      svg.append(shape("text", { x: left - 8, y: y(value) + 4, "text-anchor": "end" }, text(value, plot.series[0].unit)));
    }
    const room = (width - left - RIGHT) / lastX;
    let freeFrom = -1e9;
    for (let nines = 0; nines <= lastX; nines++) {
      const name = tickName(nines), half = name.length * 3.4;
      svg.append(shape("line", { class: "grid", x1: x(nines), x2: x(nines), y1: TOP, y2: HEIGHT - BOTTOM }));
      const end = nines > 0 && x(nines) + half > width - 2;
      const from = end ? x(nines) - 2 * half : x(nines) - half;
      if (room > 0 && from > freeFrom) {
        svg.append(shape("text", { x: x(nines), y: HEIGHT - BOTTOM + 18, "text-anchor": end ? "end" : "middle" }, name));
        freeFrom = x(nines) + (end ? 0 : half) + 6;
      }
    }
    svg.append(shape("line", { class: "axis", x1: left, x2: width - RIGHT, y1: HEIGHT - BOTTOM, y2: HEIGHT - BOTTOM }));
    svg.append(shape("text", { x: (left + width - RIGHT) / 2, y: HEIGHT - 6, "text-anchor": "middle" }, "percentile"));
    plot.series.forEach((series, i) => {
      const line = series.points.map((point, n) => (n ? "L" : "M") + x(point[0]).toFixed(1) + " " + y(point[1]).toFixed(1)).join("");
      svg.append(shape("path", { class: "series", d: line, style: `stroke:var(--s${i + 1})` }));
    });
    const cursor = shape("line", { class: "cursor", y1: TOP, y2: HEIGHT - BOTTOM, visibility: "hidden" });
    svg.append(cursor);
    const tip = document.createElement("div");
    tip.className = "tip";
    svg.addEventListener("pointermove", event => {
      const at = Math.min(lastX, Math.max(0, (event.clientX - svg.getBoundingClientRect().left - left) / (width - left - RIGHT) * lastX));
      show(plot, tip, at);
      cursor.setAttribute("x1", x(at));
      cursor.setAttribute("x2", x(at));
      cursor.setAttribute("visibility", "visible");
      const wanted = x(at) < width / 2 ? x(at) + 12 : x(at) - 12 - tip.offsetWidth;
      tip.style.left = Math.max(0, Math.min(width - tip.offsetWidth, wanted)) + "px";
      tip.style.top = TOP + 4 + "px";
      tip.style.visibility = "visible";
    });
    svg.addEventListener("pointerleave", () => {
      cursor.setAttribute("visibility", "hidden");
      tip.style.visibility = "hidden";
    });
    holder.replaceChildren(svg, tip);
  }

  function show(plot, tip, at) {
    const head = document.createElement("b");
    head.textContent = percentile(at);
    tip.replaceChildren(head);
    plot.series.forEach((series, i) => {
      const line = document.createElement("div"), name = document.createElement("i"), value = document.createElement("em");
      name.style.setProperty("--c", `var(--s${i + 1})`);
      name.textContent = series.name;
      value.textContent = at > series.points[series.points.length - 1][0] + 1e-9 ? "–" : text(valueAt(series.points, at), series.unit);
      line.append(name, value);
      tip.append(line);
    });
  }

  const holders = [...document.querySelectorAll(".plot")];
  for (const holder of holders) {
    holder.plot = JSON.parse(holder.querySelector("script").textContent);
    draw(holder);
  }
  addEventListener("resize", () => holders.forEach(draw));
  addEventListener("beforeprint", () => holders.forEach(draw));
})();
