/** Shared machinery of the Leger modules. Exported to sister modules only; not API, and may change in any release. */
@NullMarked
package run.leger.core.internal;

import org.jspecify.annotations.NullMarked;
