/**
 * What payers and the people at an auditor's desk say to it, and what it answers, with one encoding
 * each. Source: docs/spec/42-auditor.md, section 2.
 */
@NullMarked
package org.specie.services.auditor.message;

import org.jspecify.annotations.NullMarked;
