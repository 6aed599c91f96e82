/** The laboratory from a test's point of view: where its programs are, and how to start more of them. */
@NullMarked
package run.leger.conformance.lab;

import org.jspecify.annotations.NullMarked;
