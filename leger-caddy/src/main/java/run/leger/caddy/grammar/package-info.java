/**
 * What a directive of Caddy can look like, as data: its arguments, its block, and the types of both. From the same tables files are checked,
 * values are read, lines are written, and the tests make theirs.
 *
 * <p>The tables of Caddy's standard build are in {@code run.leger.caddy.standard}; a plugin's can be written the same way.
 */
@NullMarked
package run.leger.caddy.grammar;

import org.jspecify.annotations.NullMarked;
