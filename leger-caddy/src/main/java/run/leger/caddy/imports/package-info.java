/**
 * What the imports of a Caddyfile bring: snippets and files, with arguments and blocks, put in their place as Caddy does.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.caddy.imports;

import org.jspecify.annotations.NullMarked;
