/** Where a store keeps what it holds from one start to the next: memory, Go's plain file, or a file that is encrypted and bound to its server. */
@NullMarked
package run.leger.setec.cache;

import org.jspecify.annotations.NullMarked;
