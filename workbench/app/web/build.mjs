// Builds ../assets/room.js from src/, with the licences of what it contains and the mark of the sources it is made from.
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { build } from "esbuild"

const sources = readdirSync("src").sort().map(name => [name, readFileSync(`src/${name}`, "utf8").replaceAll("\r\n", "\n")])
const mark = createHash("sha256").update(sources.map(([name, text]) => `${name}\n${text}`).join("\n")).digest("hex")
const made = await build({
  entryPoints: ["src/room.js"], bundle: true, format: "esm", target: "es2022", minify: true, metafile: true, legalComments: "none",
  loader: { ".woff2": "dataurl", ".css": "text" }, outfile: "../assets/room.js", banner: { js: `/* made from sources ${mark} */` },
})
const packages = [...new Set(Object.keys(made.metafile.inputs).map(path => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]).filter(Boolean))].sort()
const licences = packages.map(name => {
  const { version, license } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, "utf8"))
  const file = ["LICENSE", "LICENSE.md", "LICENSE.txt"].map(n => `node_modules/${name}/${n}`).find(existsSync)
  return `${name} ${version} (${license})\n\n${file ? readFileSync(file, "utf8").trim() : ""}\n`
})
writeFileSync("../assets/room.licences.txt", `room.js contains these packages, and the Inter font (OFL, see diagram/fonts).\n\n${licences.join("\n---\n\n")}`)
console.log(`room.js: ${Math.round(made.metafile.outputs["../assets/room.js"].bytes / 1024)} kB, ${packages.length} packages`)
