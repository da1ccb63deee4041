// The browser part of scripts/check-pages.
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import puppeteer from "puppeteer-core";

const folder = path.resolve(process.argv[2]);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pages = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
const screens = [
  { name: "phone", width: 390, height: 844, isMobile: true, hasTouch: true, deviceScaleFactor: 1 },
  { name: "desktop", width: 1280, height: 900 },
];

// The content security policy of the server: it forbids everything except the stylesheet and embedded pictures.
function policy(html) {
  const style = html.slice(html.indexOf("<style>") + 7, html.indexOf("</style>"));
  const hash = createHash("sha256").update(style).digest("base64");
  return `default-src 'none'; style-src 'sha256-${hash}'; img-src data:`;
}

const server = createServer((request, response) => {
  const name = path.basename(new URL(request.url, "http://localhost").pathname);
  if (!pages.includes(name)) return response.writeHead(404).end();
  const html = readFileSync(path.join(folder, name), "utf8");
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "content-security-policy": policy(html) });
  response.end(html);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

let errors = 0;
function report(where, what) {
  errors += 1;
  console.error(`${where}: ${what}`);
}

async function examine(browser, name, screen, scheme) {
  const where = `${name} (${screen.name}, ${scheme})`;
  const page = await browser.newPage();
  page.on("console", (message) => message.type() === "error" && report(where, message.text()));
  await page.setViewport(screen);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.goto(`http://127.0.0.1:${server.address().port}/${name}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) report(where, `${wide} pixels wider than the screen`);
  if (scheme === "light") {
    const file = path.join(folder, `${path.basename(name, ".html")}-${screen.name}.png`);
    await page.screenshot({ path: file, fullPage: true });
  }
  // The policy does not apply to scripts that the devtools protocol runs.
  await page.evaluate(axe);
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), tags);
  for (const violation of found.violations) {
    const nodes = violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join("\n    ");
    report(where, `${violation.impact}: ${violation.id}: ${violation.help}\n    ${nodes}`);
  }
  await page.close();
  return found.passes.length;
}

const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-dev-shm-usage", "--force-prefers-no-reduced-motion"],
});
let rules = 0;
for (const name of pages) {
  for (const screen of screens) {
    for (const scheme of ["light", "dark"]) rules += await examine(browser, name, screen, scheme);
  }
}
await browser.close();
server.close();
console.log(`check-pages: ${pages.length} pages, ${rules} rules passed, ${errors} errors`);
process.exit(pages.length > 0 && rules > 0 && errors === 0 ? 0 : 1);
