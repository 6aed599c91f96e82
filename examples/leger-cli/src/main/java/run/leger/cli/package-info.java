/** The {@code leger} command: a thin program over the library, one class a command. */
@NullMarked
package run.leger.cli;

import org.jspecify.annotations.NullMarked;
