// Work spread over threads whose stacks are large enough for deeply nested statements.
#pragma once

#include <cstddef>
#include <functional>

namespace ringfence::engine {

/// Calls `work(index, worker)` for each index below `count`, on up to `threads` threads (0: one a core), in any order;
/// `worker` numbers the thread from 0. Returns when all is done. `work` must not throw.
void for_each_parallel(size_t count, int threads, const std::function<void(size_t index, size_t worker)>& work);

/// How many workers that is.
size_t worker_count(size_t count, int threads);

}  // namespace ringfence::engine
