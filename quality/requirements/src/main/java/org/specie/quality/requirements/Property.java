package org.specie.quality.requirements;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the properties of the ideal ledger (docs/spec/14-ideal-ledger.md, section 6) without which
 * the annotated test fails. The page lists these tests, and a test holds the two to each other.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Property {
  /** Names such as {@code "P4"}. */
  String[] value();
}
