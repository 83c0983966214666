// What of Node's process bundled code asks for in a browser.
module.exports = { env: {} };
