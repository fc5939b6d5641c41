#include "lint/engine/parallel.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace ringfence::engine {

namespace {

// The parser and its JSON writer recurse with the statement; a thread's usual 8 MB would not do.
constexpr size_t kStackBytes = size_t{256} << 20;

struct Shared {
  std::atomic<size_t> next{0};
  size_t count = 0;
  const std::function<void(size_t, size_t)>* work = nullptr;
};

struct Worker {
  Shared* shared = nullptr;
  size_t number = 0;
  pthread_t thread{};
};

void* run(void* argument) {
  auto* worker = static_cast<Worker*>(argument);
  for (size_t index = worker->shared->next++; index < worker->shared->count; index = worker->shared->next++)
    (*worker->shared->work)(index, worker->number);
  return nullptr;
}

}  // namespace

size_t worker_count(size_t count, int threads) {
  const size_t wanted = threads > 0 ? static_cast<size_t>(threads) : std::max(1u, std::thread::hardware_concurrency());
  return std::max<size_t>(1, std::min(count, wanted));
}

void for_each_parallel(size_t count, int threads, const std::function<void(size_t, size_t)>& work) {
  Shared shared;
  shared.count = count;
  shared.work = &work;
  std::vector<Worker> workers(worker_count(count, threads));
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  size_t started = 0;
  for (Worker& worker : workers) {
    worker.shared = &shared;
    worker.number = started;
    if (pthread_create(&worker.thread, &attributes, run, &worker) != 0) break;
    ++started;
  }
  pthread_attr_destroy(&attributes);
  if (started == 0) run(&workers[0]);  // No thread to be had: do it here.
  for (size_t i = 0; i < started; ++i) pthread_join(workers[i].thread, nullptr);
}

}  // namespace ringfence::engine
