#include "runtime/internal/process_heap.hpp"

#include <cstring>
#include <vector>

#include <gtest/gtest.h>

#include "runtime/internal/heap_chunks.hpp"
#include "runtime/random.hpp"

namespace forlopp::runtime {
namespace {

struct Block {
  unsigned char* at;
  std::size_t size;
  unsigned char filled_with;

  bool is_intact() const {
    for (std::size_t i = 0; i < size; ++i) {
      if (at[i] != filled_with) return false;
    }
    return true;
  }
};

Block take(ProcessHeap& heap, Random& random) {
  const std::size_t size = random.below(std::uint64_t{1} << random.below(18));
  const std::size_t alignment = std::size_t{16} << (random.below(8) == 0 ? random.below(5) : 0);
  const Block block{static_cast<unsigned char*>(heap.allocate(size, alignment)), size,
                    static_cast<unsigned char>(random.below(256))};
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(block.at) % alignment, 0U);
  EXPECT_TRUE(heap.owns(block.at));
  std::memset(block.at, block.filled_with, size);
  return block;
}

TEST(ProcessHeap, KeepsBlocksOfAllSizesApart) {
  const std::size_t before = heap_chunks::in_use();
  {
    const auto heap = ProcessHeap::make();
    Random random{1};
    std::vector<Block> blocks;
    for (int step = 0; step < 20'000; ++step) {
      if (blocks.size() < 200 && random.below(5) < 3) {
        blocks.push_back(take(*heap, random));
      } else if (!blocks.empty()) {
        std::swap(blocks[random.below(blocks.size())], blocks.back());
        ASSERT_TRUE(blocks.back().is_intact());
        heap->release(blocks.back().at);
        blocks.pop_back();
      }
    }
    EXPECT_EQ(heap->blocks(), blocks.size());
    for (const Block& block : blocks) heap->release(block.at);
    EXPECT_EQ(heap->bytes(), 0U);
    EXPECT_EQ(heap->blocks(), 0U);
  }
  EXPECT_EQ(heap_chunks::in_use(), before);
}

TEST(ProcessHeap, GivesEverythingBackAtOnce) {
  const std::size_t before = heap_chunks::in_use();
  {
    const auto heap = ProcessHeap::make();
    for (std::size_t size = 1; size < 1'000'000; size *= 3) heap->allocate(size, 16);
    EXPECT_GT(heap->held(), 1'000'000U);
    EXPECT_EQ(heap_chunks::in_use(), before + heap->held());
  }
  EXPECT_EQ(heap_chunks::in_use(), before);
}

TEST(ProcessHeap, UsesTheSameBlockAgain) {
  const auto heap = ProcessHeap::make();
  void* const first = heap->allocate(100, 16);
  heap->release(first);
  EXPECT_EQ(heap->allocate(100, 16), first);
}

TEST(ProcessHeap, OfAnotherProcessIsNotTheSame) {
  const auto one = ProcessHeap::make();
  const auto other = ProcessHeap::make();
  void* const block = one->allocate(8, 16);
  EXPECT_TRUE(heap_chunks::contain(block));
  EXPECT_TRUE(one->owns(block));
  EXPECT_FALSE(other->owns(block));
}

TEST(ProcessHeap, TakesUpOnePageWhenItIsEmpty) {
  EXPECT_EQ(ProcessHeap::make()->held(), 4096U);
}

}  // namespace
}  // namespace forlopp::runtime
