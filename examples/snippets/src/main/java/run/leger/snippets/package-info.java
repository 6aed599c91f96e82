/** What README shows, a class for each module, so that it compiles and is run. */
@NullMarked
package run.leger.snippets;

import org.jspecify.annotations.NullMarked;
