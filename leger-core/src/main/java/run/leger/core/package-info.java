/**
 * Errors, transports, deadlines, retry, secret bytes, atomic files and names: the floor that every client stands on.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.core;

import org.jspecify.annotations.NullMarked;
