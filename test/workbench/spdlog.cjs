// Takes the place of @vscode/spdlog in the VS Code server. That is a native module, which would have to be compiled;
// without one VS Code writes no log files, and what an extension logs could not be tested.
const { appendFileSync, mkdirSync } = require('node:fs');
const { dirname } = require('node:path');

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'critical', 'off'];

class Logger {
  #file;
  #level = levels.indexOf('info');
  #isPlain = false;

  constructor(_type, _name, file) {
    mkdirSync(dirname(file), { recursive: true });
    this.#file = file;
  }

  getLevel() {
    return this.#level;
  }

  setLevel(level) {
    this.#level = level;
  }

  /** VS Code asks for the one pattern that is written here anyway. */
  setPattern() {}

  clearFormatters() {
    this.#isPlain = true;
  }

  /** Nothing is held back. */
  flush() {}
  drop() {}

  write(level, message) {
    if (level < this.#level) return;
    const time = new Date().toISOString().replace('T', ' ').replace('Z', '');
    appendFileSync(this.#file, this.#isPlain ? message : `${time} [${levels[level]}] ${message}\n`);
  }
}

for (const [level, name] of levels.slice(0, -1).entries()) {
  Logger.prototype[name] = function log(message) {
    this.write(level, message);
  };
}

const createLogger = (name, file) => Promise.resolve(new Logger('rotating', name, file));

// One by one: that is how an ES module, which VS Code is, sees the names.
exports.version = 0;
exports.setLevel = () => {};
exports.setFlushOn = () => {};
exports.Logger = Logger;
exports.createRotatingLogger = createLogger;
exports.createAsyncRotatingLogger = createLogger;
