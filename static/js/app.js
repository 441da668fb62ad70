// Everything here only helps: each page works without it.
import "./elements/leave-quickly.js"
import "./elements/idle-lock.js"
import "./elements/theme-switch.js"
import "./elements/copy-text.js"
import "./elements/key-list.js"
import "./elements/writing.js"
import "./elements/more-menu.js"
import "./elements/offline-help.js"
