package run.leger.conformance.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Runs all tests of a class once for each of {@link Tailscaled#VERSIONS}, which is the one parameter of its constructor. For tests that start their
 * daemons themselves; where one connected daemon does for all tests, take {@link OnNodeOfEveryVersion}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "tailscaled {0}")
@FieldSource("run.leger.conformance.lab.Tailscaled#VERSIONS")
public @interface OnEveryVersion {}
