/** What both generators of this module share. Not API. */
@NullMarked
package run.leger.caddy.internal;

import org.jspecify.annotations.NullMarked;
