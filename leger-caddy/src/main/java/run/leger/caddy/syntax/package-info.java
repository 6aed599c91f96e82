/**
 * Caddyfiles as they are written: a tree that holds every character of a file, and edits that change only what they edit.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.caddy.syntax;

import org.jspecify.annotations.NullMarked;
