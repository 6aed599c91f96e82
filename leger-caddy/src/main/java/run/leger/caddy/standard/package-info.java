/**
 * The directives, matchers and global options of Caddy's standard build, one class each: their shapes, and their settings as typed constants.
 *
 * <p>{@link run.leger.caddy.standard.StandardCaddy} checks whole files with them.
 */
@NullMarked
package run.leger.caddy.standard;

import org.jspecify.annotations.NullMarked;
