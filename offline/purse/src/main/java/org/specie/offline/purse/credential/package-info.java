/**
 * Payment keys and tokens: asks agents for what the device lacks, one request at a time, each on
 * the disk before it leaves. Spec: docs/spec/52-purse.md section 8.
 */
@NullMarked
package org.specie.offline.purse.credential;

import org.jspecify.annotations.NullMarked;
