// Points on a map, beside the list that says the same. Where this does not run, the list does all.
//
// <div data-map="ID"> is drawn from the JSON in <script id="ID" type="application/json">:
//   streets      an address with {z}/{x}/{y} that answers GeoJSON lines by rank, or ""
//   tiles        an address of picture tiles, or ""
//   attribution  whose data it is
//   way, ends    [[latitude, longitude], …] and [{spot, title}, …]
//   points       [{key, spot, label, title, lines, look}, …]
//   words        {zoom_in, zoom_out, close}
//   more, frame  an address that answers what a view shows, {cells, points}, where there are too
//                many points for a page; and the box of all of them
//   cells        [{spot, box, label, failing, title, lines, look}, …]: points near one another
// An element with data-point="KEY" and its marker show each other; a radio button in it is chosen
// with the marker.
// `drawMaps(element)` draws those that came into the page since.
"use strict";

(() => {
  const TILE = 512;
  const CLOSEST = 18;
  const FARTHEST_STREETS = 1; // a tile of streets is as wide as two of the usual ones: its zoom is one less
  const WIDTHS = [4.5, 4, 3.2, 2.4, 1.7, 0.9];

  const Streets = L.GridLayer.extend({
    createTile(coords, done) {
      const tile = document.createElement("canvas");
      const dots = Math.min(devicePixelRatio || 1, 2);
      tile.width = tile.height = TILE * dots;
      const address = L.Util.template(this.options.address, { z: coords.z - 1, x: coords.x, y: coords.y });
      fetch(address, { credentials: "same-origin" })
        .then((answer) => (answer.ok ? answer.json() : { features: [] }))
        .then((streets) => {
          paint(tile.getContext("2d"), streets, coords, dots, colours(this._container));
          done(null, tile);
        })
        .catch((problem) => done(problem, tile));
      return tile;
    },
  });

  function colours(element) {
    const style = getComputedStyle(element);
    const of = (name) => style.getPropertyValue(name).trim();
    return { main: of("--map-main"), edge: of("--map-edge"), street: of("--map-street"), path: of("--map-path") };
  }

  function paint(brush, streets, coords, dots, colour) {
    const across = 2 ** (coords.z - 1) * TILE;
    const place = ([east, north]) => {
      const angle = (north * Math.PI) / 180;
      const down = (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
      return [((east + 180) / 360) * across - coords.x * TILE, down * across - coords.y * TILE];
    };
    brush.scale(dots, dots);
    brush.lineJoin = brush.lineCap = "round";
    const ranks = streets.features.map(({ properties, geometry }) => ({
      rank: properties.rank,
      lines: trace(geometry.coordinates, place),
      width: WIDTHS[properties.rank] * Math.max(0.55, 1.45 ** (coords.z - 15)),
    }));
    ranks.sort((one, other) => other.rank - one.rank);
    const stroke = ({ lines }, style, width) => {
      brush.strokeStyle = style;
      brush.lineWidth = width;
      brush.stroke(lines);
    };
    for (const each of ranks) if (each.rank < 5) stroke(each, colour.edge, each.width + 1.6);
    for (const each of ranks) {
      const style = each.rank > 4 ? colour.path : each.rank > 2 ? colour.street : colour.main;
      stroke(each, style, each.width);
    }
  }

  function trace(lines, place) {
    const path = new Path2D();
    for (const line of lines) line.forEach((spot, number) => (number ? path.lineTo(...place(spot)) : path.moveTo(...place(spot))));
    return path;
  }

  function text(tag, words, name = "") {
    const element = document.createElement(tag);
    element.textContent = words;
    element.className = name;
    return element;
  }

  function popup(point) {
    const box = document.createElement("div");
    const title = text(point.href ? "a" : "strong", point.title);
    if (point.href) title.href = point.href;
    box.append(title);
    for (const line of point.lines) box.append(text("p", line));
    return box;
  }

  function ground(map, data) {
    if (data.tiles) return L.tileLayer(data.tiles, { maxZoom: CLOSEST, referrerPolicy: "no-referrer" }).addTo(map);
    const streets = new Streets({ address: data.streets, tileSize: TILE, maxZoom: CLOSEST, minNativeZoom: FARTHEST_STREETS }).addTo(map);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => streets.redraw());
    return streets;
  }

  function frame(map, data) {
    map.attributionControl.setPrefix(false);
    const from = text("a", data.attribution);
    from.href = "https://www.openstreetmap.org/copyright";
    from.rel = "noreferrer";
    map.attributionControl.addAttribution(from.outerHTML);
    L.control.zoom({ position: "bottomleft", zoomInTitle: data.words.zoom_in, zoomOutTitle: data.words.zoom_out }).addTo(map);
    map.on("popupopen", ({ popup: opened }) => {
      opened.getElement().querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", data.words.close);
    });
  }

  function mark(map, point) {
    const name = `map-point ${point.look}`;
    const icon = L.divIcon({ className: name, html: text("span", point.label), iconSize: [34, 34], iconAnchor: [17, 17], popupAnchor: [0, -14] });
    const marker = L.marker(point.spot, { icon, title: point.title, riseOnHover: true, keyboard: !itemOf(point.key) }).addTo(map);
    marker.getElement().setAttribute("aria-label", [point.label, point.title, ...point.lines].join(", "));
    return marker.bindPopup(popup(point), { maxWidth: 240, minWidth: 150 });
  }

  function itemOf(key) {
    return [...document.querySelectorAll("[data-point]")].find((each) => each.dataset.point === key);
  }

  // Very many points: what the view shows is asked for again whenever it moves.
  function watch(map, data) {
    const layer = L.layerGroup().addTo(map);
    let asked = new AbortController();
    let reading = false;
    const show = async () => {
      if (reading) return;
      asked.abort();
      asked = new AbortController();
      const { signal } = asked;
      const box = map.getBounds();
      const place = [box.getSouth(), box.getWest(), box.getNorth(), box.getEast()].map((each) => each.toFixed(6));
      try {
        const answer = await fetch(`${data.more}&box=${place}&zoom=${map.getZoom()}`, { signal, credentials: "same-origin" });
        if (!answer.ok) return;
        const { cells, points } = await answer.json();
        layer.clearLayers();
        for (const cell of cells) gather(map, cell).addTo(layer);
        for (const point of points) tie(mark(layer, point), point.key, signal);
      } catch (problem) {
        if (problem.name !== "AbortError") throw problem;
      }
    };
    map.on("popupopen", () => { reading = true; });
    map.on("popupclose", () => {
      reading = false;
      setTimeout(show);
    });
    map.on("moveend", show);
    show();
  }

  // The list and its filters are there for the keyboard: some hundred stops would only be in the way.
  function gather(map, cell) {
    const name = `map-cell ${cell.look}`;
    const html = document.createElement("div");
    html.append(text("span", cell.label));
    if (cell.failing) html.append(text("small", `✕ ${cell.failing}`));
    const icon = L.divIcon({ className: name, html, iconSize: [48, 48], iconAnchor: [24, 24] });
    const about = [cell.title, ...cell.lines].join(", ");
    const marker = L.marker(cell.spot, { icon, title: about, alt: about, keyboard: false });
    return marker.on("click", () => map.fitBounds(cell.box, { padding: [40, 40], maxZoom: Math.min(CLOSEST, map.getZoom() + 4) }));
  }

  // An item of the list and its marker. The keyboard has the list, where there is one.
  function tie(marker, key, signal) {
    const item = itemOf(key);
    if (!item) return;
    const radio = item.querySelector("input[type=radio]");
    const shown = (is) => {
      marker.getElement().classList.toggle("shown", is);
      marker.setZIndexOffset(is ? 1000 : 0);
    };
    for (const [begin, end] of [["mouseenter", "mouseleave"], ["focusin", "focusout"]]) {
      item.addEventListener(begin, () => shown(true), { signal });
      item.addEventListener(end, () => shown(false), { signal });
    }
    marker.on("mouseover", () => item.classList.add("shown"));
    marker.on("mouseout", () => item.classList.remove("shown"));
    if (!radio) return;
    marker.on("click", () => {
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const chosen = () => marker.getElement()?.classList.toggle("chosen", radio.checked);
    radio.form?.addEventListener("change", chosen);
    item.closest("fieldset")?.addEventListener("change", chosen);
    chosen();
  }

  function draw(element) {
    const data = JSON.parse(document.getElementById(element.dataset.map).textContent);
    const map = L.map(element, {
      zoomControl: false,
      scrollWheelZoom: false,
      dragging: !L.Browser.mobile,
      maxZoom: CLOSEST,
      zoomSnap: 0.5,
    });
    frame(map, data);
    const spots = [...(data.frame ?? []), ...data.points.map((point) => point.spot), ...data.ends.map((end) => end.spot), ...data.way];
    map.fitBounds(L.latLngBounds(spots), { padding: [36, 36], maxZoom: 16 });
    ground(map, data);
    if (data.way.length) {
      L.polyline(data.way, { className: "map-way-edge", weight: 9, interactive: false }).addTo(map);
      L.polyline(data.way, { className: "map-way", weight: 5, interactive: false }).addTo(map);
    }
    for (const end of data.ends) {
      const icon = L.divIcon({ className: "map-end", iconSize: [18, 18], iconAnchor: [9, 9] });
      L.marker(end.spot, { icon, title: end.title, alt: end.title, keyboard: false }).addTo(map).bindPopup(popup({ ...end, lines: [] }));
    }
    for (const point of [...data.points].reverse()) tie(mark(map, point), point.key);
    if (data.more) watch(map, data);
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
  }

  function drawMaps(within = document) {
    for (const element of within.querySelectorAll("[data-map]:not(.leaflet-container)")) {
      element.hidden = false;
      draw(element);
    }
  }

  window.drawMaps = drawMaps;
  drawMaps();
})();
