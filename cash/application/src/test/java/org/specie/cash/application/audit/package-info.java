/** Tests of the books that an auditor keeps without trusting the application. */
@NullMarked
package org.specie.cash.application.audit;

import org.jspecify.annotations.NullMarked;
