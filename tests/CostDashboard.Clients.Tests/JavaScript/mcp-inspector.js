// The command line of the Model Context Protocol's inspector. It is published without the inspector's pages, too (41 MB instead of 147), and then
// looks in vain for the version of the package that it usually lies in: it is given its own.
const { copyFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const own = dirname(dirname(require.resolve("@modelcontextprotocol/inspector-cli")));
copyFileSync(join(own, "package.json"), join(dirname(own), "package.json"));
import("@modelcontextprotocol/inspector-cli/build/index.js");
