using System.Reflection;
using BenchmarkDotNet.Running;
using Firsthand.Benchmarks;

if (args is ["encoder-speed", var file]) EncoderSpeed.Run(file);
else if (args is ["statistics-speed"]) StatisticsSpeed.Run();
else if (args is ["drawn-lists", var data]) DrawnLists.Run(data);
else if (args is ["grouping-scale", .. var sizes]) GroupingScale.Run(sizes);
else BenchmarkSwitcher.FromAssembly(Assembly.GetExecutingAssembly()).Run(args);
