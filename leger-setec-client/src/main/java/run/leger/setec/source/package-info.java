/**
 * Where secrets come from besides a server: Go's static file, the environment, a folder of mounted secrets, the credentials of a systemd service;
 * and what can be put around any source: a chain of several, a prefix, a view that cannot write.
 */
@NullMarked
package run.leger.setec.source;

import org.jspecify.annotations.NullMarked;
