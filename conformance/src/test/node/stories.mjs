// Every story in one process: starting node and loading the SDK takes longer than most of them.
import './bucket.test.mjs';
import './object.test.mjs';
import './composed.test.mjs';
import './versions.test.mjs';
