Console.WriteLine("No budget is measured yet.");
