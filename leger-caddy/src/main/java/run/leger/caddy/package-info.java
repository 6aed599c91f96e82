/**
 * Caddyfiles from typed values, the formatting of {@code caddy fmt}, and a client of Caddy's admin API.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.caddy;

import org.jspecify.annotations.NullMarked;
