/**
 * Values built from secrets that follow rotation: {@link run.leger.setec.rotate.Rotating} for anything, keys by version, and adapters for JDBC, TLS
 * and HTTP.
 *
 * <p>Where secrets become a {@code String} or a key object here, because the JDK takes them in no other form, and so cannot be wiped: the header that
 * {@link run.leger.setec.rotate.AuthorizedHttp} sends, and the private and MAC keys that {@link run.leger.setec.rotate.RotatingTls} and {@link
 * run.leger.setec.rotate.SigningKeys} hold. JDBC takes passwords as {@code String} only: who builds a {@code DataSource} has to make one.
 *
 * @serial exclude
 */
@NullMarked
package run.leger.setec.rotate;

import org.jspecify.annotations.NullMarked;
