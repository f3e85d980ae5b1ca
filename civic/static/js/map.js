/* Maps: our own polygons and pins first, tiles under them only where the city has a tile server. Leaflet is fetched only on
   pages with a map. The list beside the map always says the same. */

const vendor = new URL("../vendor/", import.meta.url);
const styles = new URL("../css/map.css", import.meta.url);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const fetched = new Map();

/* Adds a stylesheet or script once; resolves when it is there. */
function need(address) {
  if (!fetched.has(address.href)) {
    fetched.set(address.href, new Promise((resolve, reject) => {
      const element = address.pathname.endsWith(".css")
        ? make("link", { rel: "stylesheet", href: address.href })
        : make("script", { src: address.href });
      element.addEventListener("load", resolve);
      element.addEventListener("error", reject);
      document.head.append(element);
    }));
  }
  return fetched.get(address.href);
}

async function needLeaflet() {
  await Promise.all([need(new URL("leaflet/leaflet.css", vendor)), need(new URL("leaflet/leaflet.js", vendor))]);
  await need(styles);
}

async function needClusters() {
  await need(new URL("leaflet.markercluster/leaflet.markercluster.js", vendor));
}

async function json(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.status);
  return answer.json();
}

/* The empty map with its polygons. */
async function open(box, words) {
  const L = window.L;
  box.querySelector(".map__frame").hidden = false;
  const canvas = box.querySelector(".map__canvas");
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", box.dataset.label);
  const map = L.map(canvas, {
    zoomControl: false, scrollWheelZoom: false, attributionControl: Boolean(box.dataset.tiles),
    zoomAnimation: !calm, fadeAnimation: !calm, markerZoomAnimation: !calm, inertia: !calm, zoomSnap: 0.25, maxZoom: 19,
  });
  L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
  map.attributionControl?.setPrefix("");
  if (box.dataset.tiles) L.tileLayer(box.dataset.tiles, { attribution: box.dataset.tilesBy, maxZoom: 19 }).addTo(map);
  map.setView([52.1, 19.4], 6);
  map.on("focus", () => map.scrollWheelZoom.enable());
  map.on("blur", () => map.scrollWheelZoom.disable());
  map.createPane("names").classList.add("map-names");
  if (box.dataset.areas) {
    const areas = drawAreas(await json(box.dataset.areas), Boolean(box.dataset.tiles)).addTo(map);
    const fit = () => map.fitBounds(areas.getBounds(), { padding: [8, 8], animate: false });
    if (areas.getBounds().isValid()) {
      fit();
      // A turned phone shows the whole city again, unless somebody has moved the map.
      if (!("mapPicker" in box.dataset)) map.on("resize", fit).once("dragstart", () => map.off("resize", fit));
    }
  }
  return map;
}

/* Polygons are scenery: their names are words on the map, links to them are in the list. */
function drawAreas(collection, overTiles) {
  return window.L.geoJSON(collection, {
    interactive: false,
    style: (feature) => ({
      className: `map-area map-area--${feature.properties.kind ?? "plain"}${overTiles ? " map-area--thin" : ""}`,
    }),
    onEachFeature: (feature, layer) => {
      if (feature.properties.name && feature.geometry.type !== "Point") {
        layer.bindTooltip(make("span", { textContent: feature.properties.name }), { permanent: true, direction: "center", pane: "names", className: "map-name", interactive: false });
      }
    },
  });
}

const signs = { plain: "", chosen: "✓", won: "★", lost: "–" };

function pin(feature, place, words) {
  const { title = "", url, number = "", kind = "plain", note = "" } = feature.properties;
  const L = window.L;
  const face = make("span", { className: `map-pin map-pin--${kind}`, textContent: signs[kind] || number });
  const name = [number, title, words.kinds?.[kind]].filter(Boolean).join(", ");
  const marker = L.marker(place, {
    title: name,
    icon: L.divIcon({ className: "map-mark", html: face, iconSize: [36, 36], iconAnchor: [18, 34], popupAnchor: [0, -30] }),
  });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
  const head = make("strong", {}, url ? make("a", { href: url, textContent: title }) : title);
  const lines = [words.kinds?.[kind], note].filter(Boolean).map((text) => make("span", { className: "map-popup__note", textContent: text }));
  marker.bindPopup(make("div", { className: "map-popup" }, head, ...lines), { closeButton: false, autoPanPadding: [24, 24] });
  return marker;
}

async function drawPoints(map, collection, words) {
  const L = window.L;
  await needClusters();
  const clusters = L.markerClusterGroup({
    showCoverageOnHover: false, animate: !calm, maxClusterRadius: 60, spiderLegPolylineOptions: { className: "map-leg" },
    iconCreateFunction: (cluster) => L.divIcon({
      className: "map-mark", iconSize: [44, 44],
      html: make("span", { className: "map-many", textContent: cluster.getChildCount() }),
    }),
  });
  clusters.on("layeradd animationend spiderfied unspiderfied", () => nameClusters(map, words));
  clusters.addLayer(L.geoJSON(collection, { pointToLayer: (feature, place) => pin(feature, place, words) }));
  map.addLayer(clusters);
  map.on("moveend zoomend", () => nameClusters(map, words));
  nameClusters(map, words);
  return clusters;
}

/* A number alone says nothing to a screen reader. */
function nameClusters(map, words) {
  map.getContainer().querySelectorAll(".map-many").forEach((face) => {
    face.parentElement.setAttribute("aria-label", words.many.replace("{count}", face.textContent));
  });
}

async function showMap(box) {
  const words = JSON.parse(box.dataset.words);
  const state = box.querySelector(".map__state");
  state.textContent = words.loading;
  try {
    await needLeaflet();
    const map = await open(box, words);
    const inside = box.querySelector("script[type='application/json']");
    const collection = inside ? JSON.parse(inside.textContent) : box.dataset.points ? await json(box.dataset.points) : null;
    const count = collection?.features.length ?? 0;
    if (count) {
      const drawn = await drawPoints(map, collection, words);
      if (!box.dataset.areas) map.fitBounds(drawn.getBounds(), { padding: [40, 40], maxZoom: 16, animate: false });
    }
    state.textContent = collection && !count ? words.empty : "";
    box.classList.add("map--ready");
  } catch {
    box.querySelector(".map__canvas").remove();
    state.textContent = words.failed;
  }
}

/* Choosing one point. */
async function showPicker(box) {
  const words = JSON.parse(box.dataset.words);
  const state = box.querySelector(".map__state");
  const lon = document.getElementById(box.dataset.lon);
  const lat = document.getElementById(box.dataset.lat);
  try {
    await needLeaflet();
    const L = window.L;
    const map = await open(box, words);
    const cross = make("span", { className: "map-cross" });
    cross.setAttribute("aria-hidden", "true");
    map.getContainer().append(cross);
    let marker = null;
    const draw = (place) => {
      if (marker) marker.setLatLng(place);
      else marker = L.marker(place, { keyboard: false, interactive: false, icon: L.divIcon({ className: "map-mark", html: make("span", { className: "map-pin map-pin--chosen", textContent: "✓" }), iconSize: [36, 36], iconAnchor: [18, 34] }) }).addTo(map);
    };
    const put = async (place) => {
      lon.value = place.lng.toFixed(6);
      lat.value = place.lat.toFixed(6);
      draw(place);
      state.textContent = await sentence(box, lon.value, lat.value, words);
    };
    map.on("click", (event) => put(event.latlng));
    addButtons(box, map, words, put, state);
    // Typed, or come with the page: an address that was found says at once where it lies, too.
    const typed = async () => {
      const place = [Number(lat.value.replace(",", ".")), Number(lon.value.replace(",", "."))];
      if (lat.value && lon.value && place.every(Number.isFinite)) {
        draw(place);
        map.setView(place, Math.max(map.getZoom(), 15), { animate: false });
        state.textContent = await sentence(box, place[1], place[0], words);
      }
    };
    [lon, lat].forEach((field) => field.addEventListener("change", typed));
    typed();
    box.classList.add("map--ready");
  } catch {
    box.querySelector(".map__frame").hidden = true;
    state.textContent = words.failed;
  }
}

function addButtons(box, map, words, put, state) {
  const button = (text, act) => {
    const made = make("button", { type: "button", className: "govuk-button govuk-button--secondary", textContent: text });
    made.addEventListener("click", act);
    box.querySelector(".map__actions").append(made);
  };
  button(words.put, () => put(map.getCenter()));
  if (!navigator.geolocation) return;
  button(words.here, () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const place = window.L.latLng(coords.latitude, coords.longitude);
      map.setView(place, 17, { animate: false });
      put(place);
    },
    () => { state.textContent = words.nowhere; },
  ));
}

async function sentence(box, lon, lat, words) {
  const plain = words.put_at.replace("{lat}", lat).replace("{lon}", lon);
  if (!box.dataset.locate) return plain;
  try {
    return (await json(`${box.dataset.locate}?${new URLSearchParams({ lon, lat })}`)).sentence;
  } catch {
    return plain;
  }
}

export function start() {
  document.querySelectorAll("[data-map]").forEach(showMap);
  document.querySelectorAll("[data-map-picker]").forEach(showPicker);
}
