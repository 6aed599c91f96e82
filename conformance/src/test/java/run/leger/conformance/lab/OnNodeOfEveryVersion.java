package run.leger.conformance.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs all tests of a class once on a {@link Node} of each version, which is the one parameter of its constructor. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@MethodSource("run.leger.conformance.lab.Node#ofEveryVersion")
public @interface OnNodeOfEveryVersion {}
