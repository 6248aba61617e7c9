#include "runtime/internal/process_heap.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <exception>
#include <new>

#include <fmt/format.h>

#include "runtime/check.hpp"
#include "runtime/internal/heap_chunks.hpp"
#include "runtime/internal/poison.hpp"
#include "runtime/internal/process.hpp"
#include "runtime/internal/process_exit.hpp"
#include "runtime/internal/system_warnings.hpp"
#include "runtime/internal/trap.hpp"

// The address sanitizer is told that nobody may touch what lies between blocks; these functions do.
#define FORLOPP_TOUCHES_POISON [[gnu::no_sanitize("address")]]

namespace forlopp::runtime {

namespace heap_detail {

void fail_to_renew(std::string_view what) {
  const Outside outside;
  const auto type = what.substr(what.find("T = "));
  fail_check(
      fmt::format("a value that cannot be copied, and has no for_each_part, cannot leave the "
                  "heap of its process [{}",
                  type),
      std::source_location::current());
}

ForNewProcess::ForNewProcess(Heap heap)
    : before_{of_thread}, heap_{heap == Heap::own ? ProcessHeap::make().release() : nullptr} {
  of_thread.current = heap_;
  if (heap_ != nullptr) of_thread.running = heap_;
}

ForNewProcess::~ForNewProcess() {
  of_thread.current = before_.current;
  of_thread.running = before_.running;
  if (heap_ == nullptr) return;
  // One that was not claimed: its process was not spawned after all.
  const ProcessHeap::Owned left_over{std::exchange(of_thread.made, heap_)};
}

}  // namespace heap_detail

namespace {

constexpr std::size_t unit = 16;
constexpr std::size_t header_size = 8;
/// Larger ones have a chunk of their own.
constexpr std::uint32_t small_units = 1024;
constexpr unsigned shared_order_max = 4;
constexpr std::uint32_t is_shifted = 0x80000000U;
constexpr std::size_t size_max = std::size_t{1} << 34;

/// Lies in front of each block.
struct Header {
  std::uint32_t heap;   ///< The number of its heap; 0 when it is free.
  std::uint32_t units;  ///< With the header. `is_shifted`: how far the true block is in front.
};
static_assert(sizeof(Header) == header_size);

Header* header_of(const void* block) {
  return static_cast<Header*>(const_cast<void*>(block)) - 1;
}

FORLOPP_TOUCHES_POISON Header read_header(const void* block) {
  return *header_of(block);
}

FORLOPP_TOUCHES_POISON void write_header(void* block, Header header) {
  *header_of(block) = header;
}

std::uint32_t units_for(std::size_t size) {
  return static_cast<std::uint32_t>((size + header_size + unit - 1) / unit);
}

struct SizeClass {
  std::uint32_t number;
  std::uint32_t units;
};

/// Steps of one unit up to 16 units, then four steps for each doubling.
SizeClass class_of(std::uint32_t units) {
  constexpr std::uint32_t linear = 16;
  if (units <= linear) return {units - 1, units};
  const auto shift = static_cast<std::uint32_t>(std::bit_width(units - 1)) - 3;
  const std::uint32_t steps = (units + (1U << shift) - 1) >> shift;
  return {linear + (shift - 2) * 4 + steps - 5, steps << shift};
}

std::uint32_t next_number() {
  static constinit std::atomic<std::uint32_t> last{0};
  std::uint32_t number = 0;
  while (number == 0) number = last.fetch_add(1, std::memory_order_relaxed) + 1;
  return number;
}

}  // namespace

struct ProcessHeap::Chunk {
  Chunk* next;
  Chunk* previous;
  unsigned order;
};

struct ProcessHeap::FreeBlock {
  FreeBlock* next;
};

ProcessHeap::Owned ProcessHeap::make() {
  void* const memory = heap_chunks::take(0);
  if (memory == nullptr) throw std::bad_alloc{};
  unpoison(memory, sizeof(Chunk) + sizeof(ProcessHeap));
  auto* const first = ::new (memory) Chunk{};
  return Owned{::new (first + 1) ProcessHeap{*first}};
}

ProcessHeap::ProcessHeap(Chunk& first) : number_{next_number()}, chunks_{&first} {
  held_ = heap_chunks::smallest;
  cut_from(first, sizeof(Chunk) + sizeof(ProcessHeap));
}

void ProcessHeap::GiveBack::operator()(ProcessHeap* heap) const {
  for (Chunk* chunk = heap->chunks_; chunk != nullptr;) {
    Chunk* const next = chunk->next;
    heap_chunks::give_back(chunk, chunk->order);
    chunk = next;
  }
}

void ProcessHeap::belong_to(Node& node, Process& process, const Limits& limits) {
  node_ = &node;
  process_ = &process;
  limits_ = limits;
  const bool is_limited = limits.heap_bytes != 0 && limits.on_limit != OnLimit::nothing;
  too_much_ = is_limited ? limits.heap_bytes : SIZE_MAX;
}

bool ProcessHeap::admits(std::size_t size) {
  if (bytes_ + size <= too_much_) [[likely]]
    return true;
  return !goes_beyond(size);
}

/// Destructors that run because the process is being killed may still allocate.
bool ProcessHeap::goes_beyond(std::size_t size) {
  const Outside outside;
  const trap::RuntimeScope scope;
  if (process_->ending && kills(limits_.on_limit)) return std::uncaught_exceptions() == 0;
  if (kills(limits_.on_limit)) {
    process_->end_with(ExitReason::Kind::killed);
  } else {
    too_much_ = 2 * (bytes_ + size);
  }
  if (reports(limits_.on_limit)) {
    node_->warnings().raise(LargeHeap{.when = node_->now(),
                                      .pid = process_->pid(),
                                      .label = to_string(process_->label()),
                                      .bytes = bytes_ + size,
                                      .limit = limits_.heap_bytes});
  }
  return kills(limits_.on_limit);
}

FORLOPP_TOUCHES_POISON void* ProcessHeap::allocate(std::size_t size, std::size_t alignment) {
  if (size > size_max) return nullptr;
  if (alignment > unit) {
    auto* const block = static_cast<char*>(allocate(size + alignment, unit));
    if (block == nullptr) return nullptr;
    const auto address = reinterpret_cast<std::uintptr_t>(block);
    const std::size_t shift = (address + alignment - 1) / alignment * alignment - address;
    if (shift == 0) return block;
    write_header(block + shift, {number_, static_cast<std::uint32_t>(shift / unit) | is_shifted});
    return block + shift;
  }
  const std::uint32_t wanted = units_for(size);
  const bool is_small = wanted <= small_units;
  const SizeClass size_class = is_small ? class_of(wanted) : SizeClass{0, wanted};
  void* const block =
      is_small ? allocate_small(size_class.number, size_class.units) : allocate_large(wanted);
  if (block == nullptr) return nullptr;
  write_header(block, {number_, size_class.units});
  unpoison(block, size);
  bytes_ += size_class.units * unit;
  ++blocks_;
  return block;
}

FORLOPP_TOUCHES_POISON void* ProcessHeap::allocate_small(std::size_t size_class,
                                                         std::uint32_t units) {
  if (FreeBlock* const free = free_[size_class]; free != nullptr) {
    free_[size_class] = free->next;
    return free;
  }
  const std::size_t size = units * unit;
  if (size > static_cast<std::size_t>(end_ - fresh_)) {
    constexpr std::size_t overhead = sizeof(Chunk) + unit;
    while (heap_chunks::size_of(next_order_) < size + overhead) ++next_order_;
    Chunk* const chunk = add_chunk(next_order_);
    if (chunk == nullptr) return nullptr;
    next_order_ = std::min(next_order_ + 1, shared_order_max);
    cut_from(*chunk, sizeof(Chunk));
  }
  return std::exchange(fresh_, fresh_ + size) + header_size;
}

void* ProcessHeap::allocate_large(std::uint32_t units) {
  const std::size_t size = units * unit + sizeof(Chunk) + unit;
  unsigned order = 0;
  while (heap_chunks::size_of(order) < size) ++order;
  Chunk* const chunk = add_chunk(order);
  return chunk == nullptr ? nullptr : chunk + 1 + 1;
}

ProcessHeap::Chunk* ProcessHeap::add_chunk(unsigned order) {
  void* const memory = heap_chunks::take(order);
  if (memory == nullptr) return nullptr;
  unpoison(memory, sizeof(Chunk));
  auto* const chunk = ::new (memory) Chunk{.next = chunks_, .previous = nullptr, .order = order};
  if (chunks_ != nullptr) chunks_->previous = chunk;
  chunks_ = chunk;
  held_ += heap_chunks::size_of(order);
  return chunk;
}

void ProcessHeap::remove_chunk(Chunk& chunk) {
  (chunk.previous != nullptr ? chunk.previous->next : chunks_) = chunk.next;
  if (chunk.next != nullptr) chunk.next->previous = chunk.previous;
  held_ -= heap_chunks::size_of(chunk.order);
  heap_chunks::give_back(&chunk, chunk.order);
}

/// Blocks begin at multiples of the unit, their headers in front.
void ProcessHeap::cut_from(Chunk& chunk, std::size_t header) {
  char* const begin = reinterpret_cast<char*>(&chunk);
  fresh_ = begin + (header + unit - 1) / unit * unit + unit - header_size;
  end_ = begin + heap_chunks::size_of(chunk.order);
}

FORLOPP_TOUCHES_POISON void ProcessHeap::release(void* block) {
  Header header = read_header(block);
  if ((header.units & is_shifted) != 0) {
    write_header(block, {0, 0});
    block = static_cast<char*>(block) - (header.units & ~is_shifted) * unit;
    header = read_header(block);
  }
  const std::size_t size = header.units * unit;
  bytes_ -= size;
  --blocks_;
  write_header(block, {0, header.units});
  poison(block, size - header_size);
  if (header.units > small_units) {
    remove_chunk(*(static_cast<Chunk*>(static_cast<void*>(block)) - 2));
    return;
  }
  auto* const free = static_cast<FreeBlock*>(block);
  free->next = std::exchange(free_[class_of(header.units).number], free);
}

bool ProcessHeap::owns(const void* block) const {
  return read_header(block).heap == number_;
}

std::size_t ProcessHeap::size_of(const void* block) {
  const Header header = read_header(block);
  return (header.units & is_shifted) != 0 ? 0 : header.units * unit - header_size;
}

namespace process_heap {
namespace {

/// Nobody may do that, and what is wrong cannot be put right. Not inlined: the exception is to be
/// the one that is being handled when it meets what must not throw.
[[gnu::noinline]] void fail_release(const void* block) {
  const Outside outside;
  check(false, fmt::format("a block of {} bytes at {} is freed that lies in the heap of another "
                           "process, or of one that has ended, or is free already",
                           ProcessHeap::size_of(block), block));
}

}  // namespace

ProcessHeap::Owned claim(const void* code) {
  ProcessHeap* const made = heap_detail::of_thread.made;
  if (made == nullptr || !made->owns(code)) {
    check(false, "the code of a new process lies in the heap of the process that spawns it");
  }
  return ProcessHeap::Owned{std::exchange(heap_detail::of_thread.made, nullptr)};
}

void* allocate_or_null(std::size_t size, std::size_t alignment) noexcept {
  ProcessHeap& heap = *heap_detail::of_thread.current;
  return heap.admits(size) ? heap.allocate(size, alignment) : nullptr;
}

void* allocate(std::size_t size, std::size_t alignment) {
  ProcessHeap& heap = *heap_detail::of_thread.current;
  if (!heap.admits(size)) throw ProcessEnding{};
  void* const block = heap.allocate(size, alignment);
  if (block == nullptr) throw std::bad_alloc{};
  return block;
}

void release(void* block) noexcept {
  for (ProcessHeap* const heap : {heap_detail::of_thread.running, heap_detail::of_thread.made}) {
    if (heap != nullptr && heap->owns(block)) return heap->release(block);
  }
  fail_release(block);
}

}  // namespace process_heap
}  // namespace forlopp::runtime
