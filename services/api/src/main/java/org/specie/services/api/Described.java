package org.specie.services.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a field of an input or an output means; it becomes a part of the OpenAPI document. */
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Described {
  /** One sentence. */
  String value();

  /** The longest text or list it may hold. */
  int max() default 256;
}
