/* Everything a browser gets, in one file: htmx and the islands. Each island upgrades HTML that works without it; its contract stands at its top. */
import 'htmx.org';
import './keys';
import './server';
import './dialogs';
import './steps';
import './shortcuts';
import './player';
import './transcript';
import './drop';
