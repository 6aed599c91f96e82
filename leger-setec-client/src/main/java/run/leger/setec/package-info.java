/**
 * A typed client for Setec: names, versions and values of secrets, and one error type for each thing that can go wrong.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.setec;

import org.jspecify.annotations.NullMarked;
